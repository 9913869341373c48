using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics;

/// <summary>What the analyzers say about keys. The first argument of each message is the parameter, the second its type.</summary>
internal static class KeyDescriptors
{
    public static readonly DiagnosticDescriptor TypeUnsupported = new(
        DiagnosticIds.KeyTypeUnsupported,
        "The type of a parameter has no form in a cache key",
        "'{0}' of type '{1}' cannot be in a cache key: {2}; pass what identifies it, for example an id, or leave it out of the key with [CacheIgnore]",
        "Cachekit.Keys",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticHelp.Link(DiagnosticIds.KeyTypeUnsupported));

    public static readonly DiagnosticDescriptor SequenceEnumerableOnce = new(
        DiagnosticIds.KeySequenceEnumerableOnce,
        "A sequence in a cache key must be enumerable more than once",
        "'{0}' of type '{1}' cannot be in a cache key: {2}; declare it as '{3}', or leave it out of the key with [CacheIgnore]",
        "Cachekit.Keys",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticHelp.Link(DiagnosticIds.KeySequenceEnumerableOnce));

    public static readonly DiagnosticDescriptor MemberUnsupported = new(
        DiagnosticIds.KeyMemberUnsupported,
        "A member of a parameter's type has no form in a cache key",
        "'{0}' of type '{1}' cannot be in a cache key because of '{2}': {3}; mark the members that identify it with [CacheKey], leave that member out with [CacheIgnore], or pass an id instead",
        "Cachekit.Keys",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticHelp.Link(DiagnosticIds.KeyMemberUnsupported));

    public static readonly DiagnosticDescriptor ClassWithoutValueEquality = new(
        DiagnosticIds.KeyClassWithoutValueEquality,
        "A class without value equality cannot be in a cache key",
        "'{0}' cannot be in a cache key because '{1}' is a class that is no record, so nothing says which of its members identify it; make it a record, mark the members that identify it with [CacheKey], pass its id, or leave '{0}' out of the key with [CacheIgnore]",
        "Cachekit.Keys",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticHelp.Link(DiagnosticIds.KeyClassWithoutValueEquality));

    /// <summary>All of them, for the analyzer that reports what the parser of keys finds.</summary>
    public static readonly DiagnosticDescriptor[] All = [TypeUnsupported, SequenceEnumerableOnce, MemberUnsupported, ClassWithoutValueEquality];

}
