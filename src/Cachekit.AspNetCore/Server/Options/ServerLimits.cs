namespace Cachekit.AspNetCore;

/// <summary>Numbers of the protocol, and ranges of options.</summary>
internal static class ServerLimits
{
    public const int MaxValueBytes = 25 * 1024 * 1024;

    /// <summary>The longest stated life, and the longest life together with a stale window, in seconds: 30 days.</summary>
    public const int MaxTtl = 2_592_000;

    public const int MaxStaleTtl = MaxTtl - 1;

    public const int MaxKeyLength = 400;
    public const int MaxNamespaceLength = 64;

    /// <summary>Bodies of commands have one number in them.</summary>
    public const int MaxCommandBytes = 4096;

    public const int MaxTokenLength = 512;

    /// <summary>The most locks of all tenants together; each takes less than a kilobyte.</summary>
    public const int MaxLocks = 100_000;

    public static readonly TimeSpan MinRequestTimeout = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan MaxRequestTimeout = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan MinLockTimeout = TimeSpan.FromMilliseconds(1);
    public static readonly TimeSpan MaxLockTimeout = TimeSpan.FromHours(1);

    /// <summary>When to try again after a fault, in seconds; clients exist that never wait for more than 2.</summary>
    public const int RetryAfter = 1;
}
