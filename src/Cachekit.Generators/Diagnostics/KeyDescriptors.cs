using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>What the analyzers say about keys. The first argument of each message is the parameter, the second its type.</summary>
internal static class KeyDescriptors
{
    private const string Keys = "Cachekit.Keys";

    public static readonly DiagnosticDescriptor TypeUnsupported = Error(
        DiagnosticIds.KeyTypeUnsupported,
        "The type of a parameter has no form in a cache key",
        "'{0}' of type '{1}' cannot be in a cache key: {2}, or leave it out of the key with [CacheIgnore]",
        Keys);

    public static readonly DiagnosticDescriptor SequenceEnumerableOnce = Error(
        DiagnosticIds.KeySequenceEnumerableOnce,
        "A sequence in a cache key must be enumerable more than once",
        "'{0}' of type '{1}' cannot be in a cache key: {2}; declare it as '{3}', or leave it out of the key with [CacheIgnore]",
        Keys);

    public static readonly DiagnosticDescriptor MemberUnsupported = Error(
        DiagnosticIds.KeyMemberUnsupported,
        "A member of a parameter's type has no form in a cache key",
        "'{0}' of type '{1}' cannot be in a cache key because of '{2}': {3}; mark the members that identify it with [CacheKey], leave that member out with [CacheIgnore], or pass an id instead",
        Keys);

    public static readonly DiagnosticDescriptor ClassWithoutValueEquality = Error(
        DiagnosticIds.KeyClassWithoutValueEquality,
        "A class without value equality cannot be in a cache key",
        "'{0}' cannot be in a cache key because '{1}' is a class that is no record, so nothing says which of its members identify it; make it a record, mark the members that identify it with [CacheKey], pass its id, or leave '{0}' out of the key with [CacheIgnore]",
        Keys);

    public static readonly DiagnosticDescriptor AmbientStateRead = Warning(
        DiagnosticIds.AmbientStateRead,
        "The body of a cached method reads ambient state",
        "The body of '{0}' reads '{1}', {2} and not in the key: what one caller gets is served to others, for whom it is wrong. {3}",
        Keys);

    public static readonly DiagnosticDescriptor KeyIsDateTime = Info(
        DiagnosticIds.KeyIsDateTime,
        "A DateTime in a cache key must be UTC",
        "'{0}' of '{1}' is a DateTime, and only one of kind Utc has a place in a key; a call with another kind, such as DateTime.Now or a parsed date, throws: declare it as DateTimeOffset, or as DateOnly for a day",
        Keys);

    public static readonly DiagnosticDescriptor StateNotInKey = Warning(
        DiagnosticIds.StateNotInKey,
        "The body of a cached method reads state that is not in the key",
        "The body of '{0}' reads {1} '{2}', {3} and is not in the key: a value that was made with one state of it is served for every other. {4}",
        Keys);

    public static readonly DiagnosticDescriptor KeyMarkWithoutEffect = Warning(
        DiagnosticIds.KeyMarkWithoutEffect,
        "A mark for the key has no effect",
        "[{0}] at '{1}' has no effect, because {2}: {3}",
        Keys);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        TypeUnsupported,
        SequenceEnumerableOnce,
        MemberUnsupported,
        ClassWithoutValueEquality,
        AmbientStateRead,
        KeyIsDateTime,
        StateNotInKey,
        KeyMarkWithoutEffect,
    ];
}
