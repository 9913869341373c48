using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Which fields of a decoded object hold exactly what was decoded, rather than what a constructor or setter made of it.</summary>
internal static class RestoredFields
{
    public static bool Contains(ObjectShape shape, IFieldSymbol field)
    {
        var owner = field.AssociatedSymbol ?? field;
        foreach (var member in shape.Members)
        {
            if (SymbolEqualityComparer.Default.Equals(member.Symbol, owner))
            {
                return (member.Restore & (MemberRestore.Initializer | MemberRestore.Assignment)) != 0
                    ? IsPlainStorage(owner)
                    : member.Parameter is not null && IsPassedOn(shape.Constructor!.Constructor, member.Parameter.Name, owner);
            }
        }

        return false;
    }

    /// <summary>Whether the constructor puts the parameter, and nothing else, into the member.</summary>
    private static bool IsPassedOn(IMethodSymbol constructor, string parameter, ISymbol member)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case ConstructorDeclarationSyntax declaration:
                    return IsPlainStorage(member) && Assigns(declaration, parameter, member);

                case TypeDeclarationSyntax when SymbolEqualityComparer.Default.Equals(constructor.ContainingType, member.ContainingType):
                    return IsPositional(member, parameter) || (IsPlainStorage(member) && InitializerOf(member) == parameter);

                case TypeDeclarationSyntax declaration:
                    return IsPassedToBase(constructor, declaration, parameter, member);
            }
        }

        return false;
    }

    private static bool IsPositional(ISymbol member, string parameter)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is ParameterSyntax syntax && syntax.Identifier.ValueText == parameter)
            {
                return true;
            }
        }

        return false;
    }

    private static string? InitializerOf(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax() switch
            {
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                VariableDeclaratorSyntax field => field.Initializer?.Value,
                _ => null,
            };

            if (value is IdentifierNameSyntax name)
            {
                return name.Identifier.ValueText;
            }
        }

        return null;
    }

    private static bool IsPassedToBase(IMethodSymbol constructor, TypeDeclarationSyntax declaration, string parameter, ISymbol member)
    {
        if (declaration.BaseList is null || constructor.ContainingType.BaseType is not { } baseType)
        {
            return false;
        }

        foreach (var entry in declaration.BaseList.Types)
        {
            if (entry is PrimaryConstructorBaseTypeSyntax call)
            {
                var arguments = call.ArgumentList.Arguments;
                foreach (var candidate in baseType.InstanceConstructors)
                {
                    if (IsWrittenOnType(candidate) && candidate.Parameters.Length == arguments.Count)
                    {
                        return PassesArgument(candidate, arguments, parameter, member);
                    }
                }
            }
        }

        return false;
    }

    private static bool PassesArgument(IMethodSymbol target, SeparatedSyntaxList<ArgumentSyntax> arguments, string parameter, ISymbol member)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].NameColon is null
                && arguments[i].Expression is IdentifierNameSyntax name
                && name.Identifier.ValueText == parameter
                && IsPassedOn(target, target.Parameters[i].Name, member))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWrittenOnType(IMethodSymbol constructor)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An explicit constructor that assigns the member once, from the parameter, which it does not assign itself.</summary>
    private static bool Assigns(ConstructorDeclarationSyntax constructor, string parameter, ISymbol member)
    {
        var assignments = 0;
        var isDirect = false;
        foreach (var node in constructor.DescendantNodes())
        {
            if (node is not AssignmentExpressionSyntax assignment)
            {
                continue;
            }

            var target = assignment.Left switch
            {
                IdentifierNameSyntax name => name.Identifier.ValueText,
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
                _ => null,
            };

            // A tuple assigns several at once; it is not worth the look.
            if (target is null || (target == parameter && assignment.Left is IdentifierNameSyntax && target != member.Name))
            {
                return false;
            }

            if (target == member.Name)
            {
                assignments++;
                isDirect = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                    && assignment.Right is IdentifierNameSyntax value
                    && value.Identifier.ValueText == parameter
                    && (assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } }
                        || assignment.Parent is ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax });
            }
        }

        return assignments == 1 && isDirect;
    }

    /// <summary>A field, or a property whose accessors do nothing but read and write their field.</summary>
    private static bool IsPlainStorage(ISymbol member)
    {
        if (member is IFieldSymbol)
        {
            return true;
        }

        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case ParameterSyntax:
                    return true;
                case PropertyDeclarationSyntax { AccessorList: { } accessors }:
                    foreach (var accessor in accessors.Accessors)
                    {
                        if (accessor.Body is not null || accessor.ExpressionBody is not null)
                        {
                            return false;
                        }
                    }

                    return true;
            }
        }

        return false;
    }
}
