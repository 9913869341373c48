namespace Cachekit.Backends;

internal static class RedisBackendDefaults
{
    public const string Url = "redis://localhost:6379";
    public const string InvalidationChannel = "cachekit:dotnet:invalidate:v1";
    public const int Port = 6379;
    public const int BytesPerMb = 1024 * 1024;

    // The server's own limit of a string.
    public const long MaxValueBytes = 512L * BytesPerMb;
    public const int MaxChunkSizeMb = 512;

    public const int WriteBufferBytes = 32 * 1024;

    public const int KeepAliveSeconds = 15;

    // The client cannot switch its own messages off; once in eleven days is as good as that.
    public const int NoKeepAliveSeconds = 1_000_000;

    /// <summary>Above so many calls without an answer on each connection a further one is opened.</summary>
    public const int CallsPerConnection = 512;

    public static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(1);
}
