namespace Cachekit.Generators.Diagnostics;

/// <summary>
/// The ids, in blocks: 001 methods, 020 decorators and interceptors, 100 keys, 200 values, 300 policies, 400 security, 500 invalidation, 600 batches and streams, 700 typed settings, 900 the build.
/// An id is a promise: never renumbered, never used again.
/// </summary>
internal static partial class DiagnosticIds
{
    public const string MethodNotPartial = "CACHEKIT001";
    public const string TypeNotPartial = "CACHEKIT002";
    public const string BodyMissing = "CACHEKIT003";
    public const string BodyMismatch = "CACHEKIT004";
    public const string ReturnTypeNotCacheable = "CACHEKIT005";
    public const string ParameterNotSupported = "CACHEKIT006";
    public const string AlreadyImplemented = "CACHEKIT007";
    public const string HandleNameTaken = "CACHEKIT008";
    public const string CacheAndInvalidates = "CACHEKIT009";
    public const string KeyAndIgnore = "CACHEKIT010";
    public const string BodyMayReturnNull = "CACHEKIT011";
    public const string BodyWithoutToken = "CACHEKIT012";
    public const string BodyCallsItself = "CACHEKIT013";

    public const string LanguageTooOld = "CACHEKIT900";
    public const string RuntimeMissing = "CACHEKIT901";
}
