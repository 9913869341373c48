using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>The attributes that have a say in how a value is stored.</summary>
internal static class ValueAttributes
{
    public const string JsonConstructor = "System.Text.Json.Serialization.JsonConstructorAttribute";
    public const string JsonDerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    private const string CacheInclude = "Cachekit.CacheIncludeAttribute";
    private const string JsonInclude = "System.Text.Json.Serialization.JsonIncludeAttribute";
    private const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
    private const string ImmutableObject = "System.ComponentModel.ImmutableObjectAttribute";

    // JsonIgnoreCondition.Always; the other conditions still store the member.
    private const int JsonIgnoreAlways = 1;

    public static bool IsIncluded(ISymbol symbol) => symbol.HasAttribute(CacheInclude) || symbol.HasAttribute(JsonInclude);

    public static bool IsCompilerGenerated(ISymbol symbol) => symbol.HasAttribute(CompilerGenerated);

    public static bool IsIgnored(ISymbol symbol)
    {
        if (symbol.HasAttribute(KnownNames.CacheIgnore) || IsForbidden(symbol))
        {
            return true;
        }

        if (symbol.FindAttribute(JsonIgnore) is not { } ignore)
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
        type.FindAttribute(ImmutableObject) is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is true;

    // What is obsolete as an error can be named by no code, generated code included.
    private static bool IsForbidden(ISymbol symbol) =>
        symbol.FindAttribute(KnownNames.Obsolete) is { ConstructorArguments: { Length: 2 } arguments } && arguments[1].Value is true;
}
