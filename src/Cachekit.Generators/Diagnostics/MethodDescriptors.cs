using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes at the method itself, in its settings, and in what it invalidates.</summary>
internal static class MethodDescriptors
{
    private const string Usage = "Cachekit.Usage";
    private const string Policy = "Cachekit.Policy";
    private const string Invalidation = "Cachekit.Invalidation";
    private const string Build = "Cachekit.Build";

    public static readonly DiagnosticDescriptor MethodNotPartial = Error(
        DiagnosticIds.MethodNotPartial,
        "An annotated method must be partial",
        "'{0}' has [{1}] but is not a partial declaration: add 'partial', end it with ';', and move its body to '{2}'",
        Usage);

    public static readonly DiagnosticDescriptor TypeNotPartial = Error(
        DiagnosticIds.TypeNotPartial,
        "The type of an annotated method must be able to get generated members",
        "'{0}' cannot get generated members: {1}",
        Usage);

    public static readonly DiagnosticDescriptor BodyMissing = Error(
        DiagnosticIds.BodyMissing,
        "The uncached body is missing",
        "'{0}' has no uncached body: write '{1}', or name another method with Source = nameof(...)",
        Usage);

    public static readonly DiagnosticDescriptor BodyMismatch = Error(
        DiagnosticIds.BodyMismatch,
        "The uncached body does not fit its method",
        "'{0}' does not fit '{1}': {2}; it should be '{3}'",
        Usage);

    public static readonly DiagnosticDescriptor ReturnTypeNotCacheable = Error(
        DiagnosticIds.ReturnTypeNotCacheable,
        "The return type has no value to cache",
        "'{0}' returns '{1}': {2}",
        Usage);

    public static readonly DiagnosticDescriptor ParameterNotSupported = Error(
        DiagnosticIds.ParameterNotSupported,
        "A parameter is of a kind that cannot be passed on",
        "Parameter '{0}' of '{1}' is {2}: {3}",
        Usage);

    public static readonly DiagnosticDescriptor AlreadyImplemented = Error(
        DiagnosticIds.AlreadyImplemented,
        "An annotated method must not have an implementing part",
        "'{0}' has an implementing part already: rename that part to '{1}'; Cachekit writes the implementation that calls it",
        Usage);

    public static readonly DiagnosticDescriptor HandleNameTaken = Error(
        DiagnosticIds.HandleNameTaken,
        "The name of the generated handles is taken",
        "'{0}' uses the name '{1}', which is the name of a generated member: rename it; until then the handles behind 'Cached' are missing",
        Usage);

    public static readonly DiagnosticDescriptor CacheAndInvalidates = Error(
        DiagnosticIds.CacheAndInvalidates,
        "A method cannot both cache and invalidate",
        "'{0}' has [Cache] and [Invalidates]: a cached answer would not invalidate anything; split it into two methods",
        Usage);

    public static readonly DiagnosticDescriptor KeyAndIgnore = Error(
        DiagnosticIds.KeyAndIgnore,
        "A parameter cannot be in the key and left out of it",
        "Parameter '{0}' of '{1}' has [CacheKey] and [CacheIgnore]: remove one of them",
        Usage);

    public static readonly DiagnosticDescriptor BodyMayReturnNull = Warning(
        DiagnosticIds.BodyMayReturnNull,
        "The uncached body may return null where its method promises not to",
        "'{0}' returns '{1}', but '{2}' promises '{3}' to its callers: annotate the return type of the method as that of the body, or let the body return no null",
        Usage);

    public static readonly DiagnosticDescriptor InvalidDuration = Error(
        DiagnosticIds.InvalidDuration,
        "A duration is not readable",
        "{0} '{1}' {2}: write a number and a unit, for example \"30s\", \"5m\", \"1h30m\", \"7d\" or \"never\"",
        Policy);

    public static readonly DiagnosticDescriptor NullTtlWithoutNulls = Error(
        DiagnosticIds.NullTtlWithoutNulls,
        "NullTtl has no meaning without cached nulls",
        "NullTtl of '{0}' contradicts CacheNulls = false: remove one of them",
        Policy);

    public static readonly DiagnosticDescriptor InvalidNamespace = Error(
        DiagnosticIds.InvalidNamespace,
        "A namespace has forbidden characters or length",
        "Namespace '{0}' is not allowed: use 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'",
        Policy);

    public static readonly DiagnosticDescriptor PresetUnavailable = Error(
        DiagnosticIds.PresetUnavailable,
        "The preset cannot be used",
        "Preset '{0}' of '{1}' cannot be used: {2}",
        Policy);

    public static readonly DiagnosticDescriptor InvalidBackendName = Error(
        DiagnosticIds.InvalidBackendName,
        "A backend's name is empty",
        "Backend of '{0}' is empty: write the name under which the options register the backend, or remove the setting",
        Policy);

    public static readonly DiagnosticDescriptor InvalidationTargetMissing = Error(
        DiagnosticIds.InvalidationTargetMissing,
        "The method to invalidate is not a cached method of the type",
        "'{0}' names '{1}', but '{2}' has no method of this name with [Cache]",
        Invalidation);

    public static readonly DiagnosticDescriptor InvalidationNotBound = Error(
        DiagnosticIds.InvalidationNotBound,
        "The key of the method to invalidate cannot be filled",
        "'{0}' cannot invalidate '{1}': {2}",
        Invalidation);

    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        DiagnosticIds.LanguageTooOld,
        "The language version is too old",
        "Cachekit writes C# 12, but '{0}' is compiled as C# {1}: set <LangVersion>12</LangVersion> or newer",
        Build);

    public static readonly DiagnosticDescriptor RuntimeMissing = Error(
        DiagnosticIds.RuntimeMissing,
        "The runtime library is not referenced",
        "'{0}' uses [Cache] but does not reference the package Cachekit, only its attributes: add a reference to Cachekit",
        Build);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        MethodNotPartial,
        TypeNotPartial,
        BodyMissing,
        BodyMismatch,
        ReturnTypeNotCacheable,
        ParameterNotSupported,
        AlreadyImplemented,
        HandleNameTaken,
        CacheAndInvalidates,
        KeyAndIgnore,
        BodyMayReturnNull,
        InvalidDuration,
        NullTtlWithoutNulls,
        InvalidNamespace,
        PresetUnavailable,
        InvalidBackendName,
        InvalidationTargetMissing,
        InvalidationNotBound,
        LanguageTooOld,
        RuntimeMissing,
    ];
}
