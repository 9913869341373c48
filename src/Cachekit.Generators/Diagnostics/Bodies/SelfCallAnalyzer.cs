using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Finds bodies that call their own cached method with what they were called with: the call would wait for the run that makes it.</summary>
/// <remarks>Only what is certain: a parameter that is passed on as it came. A recursion with other arguments is a good use of a cache.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SelfCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(MethodDescriptors.BodyCallsItself);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (context.ContainingSymbol is not IMethodSymbol body
            || !SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, body.ContainingType)
            || call.Instance is not (null or IInstanceReferenceOperation)
            || !call.TargetMethod.OriginalDefinition.HasAttribute(KnownNames.Cache)
            || UncachedBodies.Find(call.TargetMethod.OriginalDefinition) is not { } its
            || !SymbolEqualityComparer.Default.Equals(its, body.OriginalDefinition)
            || !HasOwnTypeArguments(call.TargetMethod)
            || !PassesOnAll(call, body)
            || RunsLaterOrWithout(call))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            MethodDescriptors.BodyCallsItself, call.Syntax.GetLocation(), body.ToMessage(), call.TargetMethod.OriginalDefinition.ToMessage()));
    }

    private static bool HasOwnTypeArguments(IMethodSymbol target)
    {
        for (var i = 0; i < target.TypeArguments.Length; i++)
        {
            if (target.TypeArguments[i] is not ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } own || own.Ordinal != i)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether whatever is in the key is the parameter of the body that has its place, and nobody has changed it.</summary>
    private static bool PassesOnAll(IInvocationOperation call, IMethodSymbol body)
    {
        var root = RootOf(call);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                return false;
            }

            if (parameter.Type.Is(KnownNames.CancellationToken) || parameter.HasAttribute(KnownNames.CacheIgnore))
            {
                continue;
            }

            if (Operations.Bare(argument.Value) is not IParameterReferenceOperation passed
                || passed.Parameter.Ordinal != parameter.Ordinal
                || !SymbolEqualityComparer.Default.Equals(passed.Parameter.ContainingSymbol, body)
                || !(parameter.Type.IsValueType || parameter.Type.IsRecord || parameter.Type.SpecialType == SpecialType.System_String)
                || IsWrittenIn(root, passed.Parameter))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWrittenIn(IOperation root, IParameterSymbol parameter)
    {
        foreach (var operation in root.Descendants())
        {
            if (operation is IParameterReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter)
                && Operations.IsWritten(reference))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the call stands in a function that may run when the body has ended, or in a body that uses scopes, which may leave the cache out.</summary>
    private static bool RunsLaterOrWithout(IInvocationOperation call)
    {
        for (var current = call.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        foreach (var operation in RootOf(call).Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "CacheScope" } scope } } && scope.Is("Cachekit.CacheScope"))
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation RootOf(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }
}
