using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes at the method itself.</summary>
internal static class MethodDescriptors
{
    private const string Usage = "Cachekit.Usage";
    private const string Build = "Cachekit.Build";

    public static readonly DiagnosticDescriptor MethodNotPartial = Error(
        DiagnosticIds.MethodNotPartial,
        "An annotated method must be partial",
        "'{0}' has [{1}], so it has to be a partial declaration without a body: add 'partial' where it is missing, end it with ';', and move its body to '{2}'; where it cannot be partial, put [CacheDecorator] on its type or write [assembly: CacheIntercept]",
        Usage);

    public static readonly DiagnosticDescriptor TypeNotPartial = Error(
        DiagnosticIds.TypeNotPartial,
        "The type of an annotated method must be able to get generated members",
        "'{0}' cannot get generated members: {1}",
        Usage);

    public static readonly DiagnosticDescriptor BodyMissing = Error(
        DiagnosticIds.BodyMissing,
        "The uncached body is missing",
        "'{0}' has no uncached body: write '{1}', or name another method with Source = nameof(...){2}",
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
        "'{0}' has [Cache] and [{1}]: a cached answer would not invalidate anything; split it into two methods",
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

    public static readonly DiagnosticDescriptor BodyWithoutToken = Info(
        DiagnosticIds.BodyWithoutToken,
        "The uncached body does not take the cancellation token",
        "'{0}' takes a CancellationToken and its body '{1}' does not, so that the work goes on when nobody waits for it any more: add a parameter 'CancellationToken cancellationToken' to '{1}' and pass it on",
        Usage);

    public static readonly DiagnosticDescriptor BodyCallsItself = Warning(
        DiagnosticIds.BodyCallsItself,
        "The uncached body calls its own method with its own arguments",
        "'{0}' is run to make the value of '{1}' and calls '{1}' with the same arguments: the call would wait for itself, so it throws an InvalidOperationException; call what reads the data there",
        Usage);

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
        BodyWithoutToken,
        BodyCallsItself,
        LanguageTooOld,
        RuntimeMissing,
    ];
}
