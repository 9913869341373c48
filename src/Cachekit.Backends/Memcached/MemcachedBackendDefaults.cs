namespace Cachekit.Backends;

/// <summary>The fixed numbers of the Memcached backend, most of them shared with the other SDKs.</summary>
internal static class MemcachedBackendDefaults
{
    public const string Server = "127.0.0.1:11211";
    public const double MinTimeoutSeconds = 0.1;
    public const double MaxTimeoutSeconds = 30;
    public const int MinPoolSize = 1;
    public const int MaxPoolSize = 100;
    public const int MaxRetryAttempts = 10;

    /// <summary>What the server allows.</summary>
    public const int MaxKeyBytes = 250;

    /// <summary>What the server takes at most (<c>-I 1024m</c>). More in an answer is no value but noise on the line.</summary>
    public const int MaxValueBytes = 1024 * 1024 * 1024;

    /// <summary>The server takes a larger number of seconds as a point in time.</summary>
    public const int MaxTtlSeconds = 2_592_000;

    /// <summary>How many unanswered requests a connection carries before another one is opened beside it.</summary>
    /// <remarks>Measured: up to here one connection is the fastest, because more requests share each system call.</remarks>
    public const int BusyRequests = 256;

    /// <summary>How long after a failure a server is tried again.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a server that kept failing is left out of the choice, unless it answers before.</summary>
    public static readonly TimeSpan LeaveOutTime = TimeSpan.FromSeconds(60);

    /// <summary>With <see cref="RetryInterval"/> it keeps the time to notice a server's return below five seconds.</summary>
    public static readonly TimeSpan MaxProbeTime = TimeSpan.FromSeconds(2);
}
