using Cachekit.Resilience;

namespace Cachekit.Telemetry;

/// <summary>The names of tags and their values. All values are bounded: by the program's methods, namespaces and backends, or by what is listed here.</summary>
internal static class TagNames
{
    internal const string Method = "cachekit.method";
    internal const string Namespace = "cachekit.namespace";
    internal const string Backend = "cachekit.backend";
    internal const string BackendName = "cachekit.backend.name";
    internal const string Result = "cachekit.result";
    internal const string Layer = "cachekit.layer";
    internal const string Outcome = "cachekit.outcome";
    internal const string Reason = "cachekit.reason";
    internal const string Kind = "cachekit.kind";
    internal const string Origin = "cachekit.origin";
    internal const string Direction = "cachekit.direction";
    internal const string Operation = "cachekit.operation";
    internal const string ErrorType = "error.type";

    /// <summary>Of activities only: metrics have no keys.</summary>
    internal const string KeyDigest = "cachekit.key.digest";

    internal static string Of(CacheLayer layer) => layer switch
    {
        CacheLayer.Local => "local",
        CacheLayer.Backend => "backend",
        _ => "none",
    };

    internal static string Of(EncryptionErrorKind kind) => kind switch
    {
        EncryptionErrorKind.Tampered => "tampered",
        EncryptionErrorKind.UnknownKey => "unknown_key",
        EncryptionErrorKind.NotEncrypted => "not_encrypted",
        EncryptionErrorKind.Malformed => "malformed",
        EncryptionErrorKind.NoncesExhausted => "nonces_exhausted",
        EncryptionErrorKind.Failed => "failed",
        _ => "unknown",
    };

    internal static string Of(BackendErrorKind kind) => kind switch
    {
        BackendErrorKind.Transient => BackendErrors.Transient,
        BackendErrorKind.Timeout => BackendErrors.TimedOut,
        BackendErrorKind.Permanent => BackendErrors.Permanent,
        BackendErrorKind.Authentication => BackendErrors.Authentication,
        _ => BackendErrors.Unknown,
    };

    internal static string Of(RefreshSkipReason reason) => reason switch
    {
        RefreshSkipReason.Limit => "limit",
        RefreshSkipReason.Forbidden => "forbidden",
        RefreshSkipReason.Running => "running",
        RefreshSkipReason.LockHeld => "lock_held",
        RefreshSkipReason.Superseded => "superseded",
        RefreshSkipReason.BackOff => "back_off",
        _ => "other",
    };

    internal static string Of(LockOutcome outcome) => outcome switch
    {
        LockOutcome.Acquired => "acquired",
        LockOutcome.Served => "served",
        LockOutcome.TimedOut => "timed_out",
        _ => "failed",
    };

    internal static string Of(InvalidationScope kind) => kind switch
    {
        InvalidationScope.Entry => "entry",
        InvalidationScope.Method => "method",
        InvalidationScope.Namespace => "namespace",
        _ => "tag",
    };
}
