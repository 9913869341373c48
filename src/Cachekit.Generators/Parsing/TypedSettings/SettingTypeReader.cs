using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Finds out how a type is read from text.</summary>
internal static class SettingTypeReader
{
    private const string Types = "global::Cachekit.Secrets.CompilerServices.SettingTypes.";

    /// <summary>The type without being nullable.</summary>
    public static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    public static bool IsNullable(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    public static bool IsNested(ITypeSymbol type) => type is INamedTypeSymbol && type.HasAttribute(KnownNames.SecretSettings);

    /// <summary>How a type that is not nullable is read, or null.</summary>
    public static SettingRead? Read(ITypeSymbol type) => Scalar(type) ?? Items(type);

    private static SettingRead? Scalar(ITypeSymbol type)
    {
        var name = type.ToSource();
        switch (type.SpecialType)
        {
            case SpecialType.System_String:
                return new($"{Types}Text", name, SettingShape.Text);
            case SpecialType.System_Boolean:
                return new($"{Types}Boolean", name, SettingShape.Other);
            case SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32
                or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Single or SpecialType.System_Double
                or SpecialType.System_Decimal:
                return new($"{Types}Number<{name}>()", name, SettingShape.Number);
        }

        if (type is not INamedTypeSymbol named || type.IsRefLikeType || type.SpecialType == SpecialType.System_Object)
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return new($"{Types}Enum<{name}>()", name, SettingShape.Other);
        }

        if (type.Is("System.Uri"))
        {
            return new($"{Types}Url", name, SettingShape.Url);
        }

        if (type.Is("System.TimeSpan"))
        {
            return new($"{Types}Duration", name, SettingShape.Duration);
        }

        if (type.Is("System.DateTimeOffset"))
        {
            return new($"{Types}Instant", name, SettingShape.Other);
        }

        if (type.IsValueType && Implements(named, "System.Numerics.INumberBase`1"))
        {
            return new($"{Types}Number<{name}>()", name, SettingShape.Other);
        }

        return Implements(named, "System.IParsable`1") ? new($"{Types}Parsable<{name}>()", name, SettingShape.Other) : null;
    }

    private static SettingRead? Items(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return Item(array.ElementType) is { } element ? new($"{Types}Array<{element.Type}>({element.Reader})", $"{element.Type}[]", SettingShape.Items) : null;
        }

        if (type is not INamedTypeSymbol { Arity: > 0 } named || named.ContainingNamespace?.ToDisplayString() != "System.Collections.Generic")
        {
            return null;
        }

        var last = named.TypeArguments[named.TypeArguments.Length - 1];
        switch (named.MetadataName)
        {
            case "IEnumerable`1" or "IReadOnlyCollection`1" or "IReadOnlyList`1" when Item(last) is { } item:
                return new($"{Types}Array<{item.Type}>({item.Reader})", $"{item.Type}[]", SettingShape.Items);
            case "List`1" or "IList`1" or "ICollection`1" when Item(last) is { } item:
                return new($"{Types}List<{item.Type}>({item.Reader})", $"global::System.Collections.Generic.List<{item.Type}>", SettingShape.Items);
            case "HashSet`1" or "ISet`1" or "IReadOnlySet`1" when Item(last) is { } item:
                return new($"{Types}Set<{item.Type}>({item.Reader})", $"global::System.Collections.Generic.HashSet<{item.Type}>", SettingShape.Items);
            case "Dictionary`2" or "IDictionary`2" or "IReadOnlyDictionary`2" when named.TypeArguments[0].SpecialType == SpecialType.System_String && Item(last) is { } item:
                return new($"{Types}Dictionary<{item.Type}>({item.Reader})", $"global::System.Collections.Generic.Dictionary<string, {item.Type}>", SettingShape.Items);
            default:
                return null;
        }
    }

    private static SettingRead? Item(ITypeSymbol type) => IsNullable(type) ? null : Scalar(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));

    private static bool Implements(INamedTypeSymbol type, string name)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.OriginalDefinition.Is(name) && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type))
            {
                return true;
            }
        }

        return false;
    }
}
