using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>A member of settings as the user wrote it: a parameter, a property, or both of one name.</summary>
internal sealed class SettingSymbol(IParameterSymbol? parameter, IPropertySymbol? property)
{
    public IParameterSymbol? Parameter => parameter;

    public IPropertySymbol? Property => property;

    public ITypeSymbol Type => parameter?.Type ?? property!.Type;

    public string Name => property?.Name ?? SettingNames.Member(parameter!.Name);

    public Location? Location => (parameter ?? (ISymbol)property!).Locations is { Length: > 0 } locations ? locations[0] : null;

    /// <summary>The attributes of both.</summary>
    public IEnumerable<AttributeData> Attributes
    {
        get
        {
            foreach (var attribute in parameter?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty)
            {
                yield return attribute;
            }

            foreach (var attribute in property?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty)
            {
                yield return attribute;
            }
        }
    }

    public AttributeData? Find(string name) => parameter?.FindAttribute(name) ?? property?.FindAttribute(name);

    /// <summary>Whether it has a value when none is read. Null is none, so <c>= null!</c> only quiets the compiler.</summary>
    public bool HasDefault => parameter is not null
        ? parameter.HasExplicitDefaultValue && (parameter.ExplicitDefaultValue is not null || !CanBeNull)
        : Initializer is { } value && !(CanBeNull && IsNull(value));

    /// <summary>Whether <c>[Required]</c> asks for a value, whatever the type allows.</summary>
    public bool MustBeRead => !HasDefault && Find(KnownNames.Required) is not null;

    /// <summary>Whether the property must be set by who calls the constructor, which has a parameter for it.</summary>
    public bool IsRequiredToo =>
        parameter is { ContainingSymbol: { } constructor } && property is { IsRequired: true } && !constructor.HasAttribute(KnownNames.SetsRequiredMembers);

    /// <summary>The constant that it has when none is read, as far as it can be seen without binding.</summary>
    public object? ConstantDefault(CancellationToken cancellationToken)
    {
        if (parameter is not null)
        {
            return parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Initializer switch
        {
            LiteralExpressionSyntax literal => literal.Token.Value,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty", Expression: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword } } => "",
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { Token.Value: { } value } } => Negated(value),
            _ => null,
        };
    }

    private ExpressionSyntax? Initializer
    {
        get
        {
            foreach (var reference in property?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
            {
                if (reference.GetSyntax() is PropertyDeclarationSyntax { Initializer.Value: { } value })
                {
                    return value;
                }
            }

            return null;
        }
    }

    private bool CanBeNull => Type.IsReferenceType || SettingTypeReader.IsNullable(Type);

    private static bool IsNull(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven => IsNull(forgiven.Operand),
        _ => value.RawKind is (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression or (int)SyntaxKind.DefaultExpression,
    };

    private static object? Negated(object value) => value switch
    {
        int number => -number,
        long number => -number,
        double number => -number,
        float number => -number,
        decimal number => -number,
        _ => null,
    };
}
