using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>The attributes that have a say in how a value is stored.</summary>
internal static class ValueAttributes
{
    public const string CacheIgnore = "Cachekit.CacheIgnoreAttribute";
    public const string JsonConstructor = "System.Text.Json.Serialization.JsonConstructorAttribute";
    public const string JsonDerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    private const string CacheInclude = "Cachekit.CacheIncludeAttribute";
    private const string JsonInclude = "System.Text.Json.Serialization.JsonIncludeAttribute";
    private const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string ImmutableObject = "System.ComponentModel.ImmutableObjectAttribute";

    // JsonIgnoreCondition.Always; the other conditions still store the member.
    private const int JsonIgnoreAlways = 1;

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    public static bool IsIncluded(ISymbol symbol) => Has(symbol, CacheInclude) || Has(symbol, JsonInclude);

    public static bool IsCompilerGenerated(ISymbol symbol) => Has(symbol, CompilerGenerated);

    public static bool IsIgnored(ISymbol symbol)
    {
        if (Has(symbol, CacheIgnore) || IsForbidden(symbol))
        {
            return true;
        }

        if (Find(symbol, JsonIgnore) is not { } ignore)
        {
            return false;
        }

        foreach (var argument in ignore.NamedArguments)
        {
            if (argument.Key == "Condition")
            {
                return argument.Value.Value is JsonIgnoreAlways;
            }
        }

        return true;
    }

    /// <summary>Whether the user promised with <c>[ImmutableObject(true)]</c> that instances never change.</summary>
    public static bool IsPromisedImmutable(ITypeSymbol type) =>
        Find(type, ImmutableObject) is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is true;

    // What is obsolete as an error can be named by no code, generated code included.
    private static bool IsForbidden(ISymbol symbol) =>
        Find(symbol, Obsolete) is { ConstructorArguments: { Length: 2 } arguments } && arguments[1].Value is true;

    private static AttributeData? Find(ISymbol symbol, string attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (data.AttributeClass is { } type && TypeNames.Metadata(type) == attribute)
            {
                return data;
            }
        }

        return null;
    }
}
