namespace Cachekit.Resilience;

/// <summary>What a failure is called in metrics, and what it means for breaker and retries.</summary>
internal static class BackendErrors
{
    internal const string Transient = "transient";
    internal const string Permanent = "permanent";
    internal const string TimedOut = "timeout";
    internal const string Authentication = "authentication";
    internal const string Unknown = "unknown";
    internal const string CircuitOpen = "circuit_open";
    internal const string Backpressure = "backpressure";
    internal const string ValueTooLarge = "value_too_large";

    /// <summary>The class of a failure, as metrics name it.</summary>
    internal static string ClassOf(Exception exception) => exception switch
    {
        CacheBackendException { IsValueTooLarge: true } => ValueTooLarge,
        CacheBackendException backend => backend.Kind switch
        {
            BackendErrorKind.Transient => Transient,
            BackendErrorKind.Permanent => Permanent,
            BackendErrorKind.Timeout => TimedOut,
            BackendErrorKind.Authentication => Authentication,
            BackendErrorKind.CircuitOpen => CircuitOpen,
            BackendErrorKind.Backpressure => Backpressure,
            _ => Unknown,
        },
        _ => Unknown,
    };

    /// <summary>Whether the same call may work in a moment.</summary>
    internal static bool IsWorthRepeating(Exception? exception) =>
        exception is CacheBackendException { Kind: BackendErrorKind.Transient or BackendErrorKind.Timeout };

    /// <summary>Whether a failure says that the backend does not work. One that concerns the entry, or the caller's rights, does not.</summary>
    internal static bool IsOutage(Exception exception) => exception is not CacheBackendException backend
        || backend.Kind is BackendErrorKind.Transient or BackendErrorKind.Timeout or BackendErrorKind.Unknown;

    /// <summary>Whether the call never reached the backend.</summary>
    internal static bool IsRefusal(Exception exception) =>
        exception is CacheBackendException { Kind: BackendErrorKind.CircuitOpen or BackendErrorKind.Backpressure };
}
