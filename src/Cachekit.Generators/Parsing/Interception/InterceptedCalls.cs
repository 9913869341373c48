using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Interception;

/// <summary>Tells which calls are intercepted.</summary>
internal static class InterceptedCalls
{
    /// <summary>The annotated method of this compilation that is called, as it is declared; null for any other call.</summary>
    public static IMethodSymbol? TargetOf(SemanticModel model, InvocationExpressionSyntax call, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method ? Annotated(method, model.Compilation) : null;

    /// <summary>The annotated method of this compilation that a symbol is, as it is declared; null for any other.</summary>
    public static IMethodSymbol? Annotated(IMethodSymbol method, Compilation compilation)
    {
        var declared = (method.ReducedFrom ?? method).OriginalDefinition;
        return SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, compilation.Assembly)
            && UncachedBodies.IsAnnotated(declared)
            && InterceptedTypes.Handles(declared)
            ? declared
            : null;
    }

    /// <summary>Why a call is not intercepted, or null.</summary>
    public static string? Problem(SemanticModel model, InvocationExpressionSyntax call, IMethodSymbol target, CancellationToken cancellationToken)
    {
        if (call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax })
        {
            return "it calls the method of the base class, which an interceptor cannot do";
        }

        if (ReceiverOf(call) is { } receiver && model.GetTypeInfo(receiver, cancellationToken).Type is ITypeParameterSymbol { IsReferenceType: false } parameter)
        {
            return $"it is called on the type parameter '{parameter.Name}', which may be a struct; add the constraint 'class', or convert the object to the interface first";
        }

        for (var node = call.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case LambdaExpressionSyntax lambda when IsTree(model.GetTypeInfo(lambda, cancellationToken).ConvertedType):
                case QueryExpressionSyntax query when IsQueryable(model.GetTypeInfo(query, cancellationToken).Type):
                    return "it is part of an expression tree, which is data and not a call; call it before, and use its result in the expression";

                case MethodDeclarationSyntax method:
                    return model.GetDeclaredSymbol(method, cancellationToken) is { } around && IsBodyOf(around, target)
                        ? "it is in the method itself or in one that implements or overrides it, and would wait for its own result"
                        : null;
            }
        }

        return null;
    }

    private static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call)
    {
        switch (call.Expression)
        {
            case MemberAccessExpressionSyntax member:
                return member.Expression;

            case MemberBindingExpressionSyntax:
                for (var node = call.Parent; node is not null; node = node.Parent)
                {
                    if (node is ConditionalAccessExpressionSyntax access)
                    {
                        return access.Expression;
                    }
                }

                return null;

            default:
                return null;
        }
    }

    private static bool IsTree(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Expression", Arity: 1 } named
        && named.ContainingNamespace.ToDisplayString() == "System.Linq.Expressions";

    private static bool IsQueryable(ITypeSymbol? type)
    {
        if (type is null)
        {
            return false;
        }

        foreach (var candidate in type.AllInterfaces)
        {
            if (candidate is { Name: "IQueryable", Arity: 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether calls of the target may come to the method, so that a call from there would come back.</summary>
    private static bool IsBodyOf(IMethodSymbol method, IMethodSymbol target)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, target) || Implements(current, target))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Implements(IMethodSymbol method, IMethodSymbol target)
    {
        if (target.ContainingType.TypeKind != TypeKind.Interface)
        {
            return false;
        }

        foreach (var service in method.ContainingType.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(service.OriginalDefinition, target.ContainingType))
            {
                continue;
            }

            foreach (var member in service.GetMembers(target.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, target)
                    && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
