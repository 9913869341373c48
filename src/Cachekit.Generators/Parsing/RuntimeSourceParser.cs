using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Finds where a type has its runtime: in a field, a property, or a parameter of the primary constructor.</summary>
internal static class RuntimeSourceParser
{
    /// <summary>Finds them.</summary>
    /// <returns>
    /// The expression for instances, that for static methods, and whether the first has to be kept in a field of its own; null is the
    /// ambient runtime.
    /// </returns>
    public static (string? Instance, string? Static, bool Keeps) Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        string? instance = null;
        string? @static = null;
        string? passedOn = null;
        foreach (var current in type.SelfAndBases())
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(current, type);
            foreach (var member in current.GetMembers())
            {
                if (!member.IsReadableFrom(type) || !member.CanBeReferencedByName || member.IsGenerated() || !IsRuntime(member))
                {
                    continue;
                }

                if (member.IsStatic)
                {
                    @static ??= member.Name.EscapeIdentifier();
                }
                else
                {
                    instance ??= "this." + member.Name.EscapeIdentifier();
                }
            }

            if (isOwn && instance is null)
            {
                (instance, var isPassedOn) = PrimaryConstructorParameter(type, cancellationToken);
                if (isPassedOn)
                {
                    // The base has it as well: what it shows of it is as good.
                    passedOn = instance;
                    instance = null;
                }
            }
        }

        // A static class can have no member for its instances.
        return (type.IsStatic ? null : instance ?? passedOn ?? @static, @static, instance is null && passedOn is not null);
    }

    private static bool IsRuntime(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false, AssociatedSymbol: null } field => field.Type.Is(KnownNames.Runtime),
        IPropertySymbol { GetMethod: not null, IsIndexer: false } property => property.Type.Is(KnownNames.Runtime),
        _ => false,
    };

    private static (string? Name, bool IsPassedOn) PrimaryConstructorParameter(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type.Is(KnownNames.Runtime)
                    && parameter.DeclaringSyntaxReferences is { Length: 1 } references
                    && references[0].GetSyntax(cancellationToken).Parent?.Parent is TypeDeclarationSyntax declaration)
                {
                    return (parameter.Name.EscapeIdentifier(), IsPassedOn(declaration, parameter.Name));
                }
            }
        }

        return (null, false);
    }

    private static bool IsPassedOn(TypeDeclarationSyntax declaration, string parameter)
    {
        foreach (var type in declaration.BaseList?.Types ?? default)
        {
            foreach (var argument in (type as PrimaryConstructorBaseTypeSyntax)?.ArgumentList.Arguments ?? default)
            {
                if (argument.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == parameter)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
