namespace Cachekit.Backends;

/// <summary>What answers mean for an entry.</summary>
internal static class MemcachedValues
{
    // Tells our stale windows from the flags of other clients, which use the low bits.
    private const uint WindowMark = 0x5E00_0000;
    private const uint WindowMarkMask = 0xFF00_0000;

    /// <summary>The client flags of an entry with a stale window.</summary>
    public static uint WindowFlags(uint staleSeconds) => WindowMark | staleSeconds;

    /// <summary>How many seconds at the end of its stay an entry is stale.</summary>
    public static int StaleSeconds(uint clientFlags) =>
        (clientFlags & WindowMarkMask) == WindowMark ? (int)(clientFlags & ~WindowMarkMask) : 0;

    /// <summary>Whether the entry's own life is over.</summary>
    public static bool IsStale(in MemcachedReply reply) =>
        reply.MarkedStale || (StaleSeconds(reply.ClientFlags) is > 0 and var stale && reply.Remaining >= 0 && reply.Remaining <= stale);

    /// <summary>Whether the server has still to be asked who makes a stale entry anew. An entry that was marked says so by itself.</summary>
    public static bool NeedsClaim(in MemcachedReply reply) =>
        reply.Status == MemcachedStatus.Value && !reply.MarkedStale && IsStale(reply);

    /// <summary>The remaining life that nobody may exceed.</summary>
    /// <remarks>
    /// The server counts in whole seconds and says <c>1</c> until the last of them is over. Its caller gets what is left at least, so that
    /// no copy outlives the entry.
    /// </remarks>
    public static TimeSpan? Remaining(in MemcachedReply reply)
    {
        if (reply.Remaining < 0)
        {
            return null;
        }

        return IsStale(reply)
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Max(0, reply.Remaining - StaleSeconds(reply.ClientFlags) - 1));
    }

    public static BackendValue ToValue(in MemcachedReply reply, string verb, string server)
    {
        switch (reply.Status)
        {
            case MemcachedStatus.Missing:
                // Also when a stale entry has gone while its reader asked who makes it anew.
                reply.StaleValue?.Dispose();
                return BackendValue.Missing;
            case MemcachedStatus.Done when reply.StaleValue is { } stale:
                return new BackendValue(stale.Array.AsMemory(0, reply.StaleSize), TimeSpan.Zero, stale, isStale: true, reply.Won);
            case MemcachedStatus.Value when reply.MarkedStale:
                return new BackendValue(reply.Bytes, TimeSpan.Zero, reply.Value, isStale: true, reply.Won);
            case MemcachedStatus.Value:
                return new BackendValue(reply.Bytes, Remaining(reply), reply.Value);
            default:
                reply.StaleValue?.Dispose();
                reply.Value?.Dispose();
                throw Failure(reply, verb, server);
        }
    }

    public static void EnsureDone(in MemcachedReply reply, string verb, string server)
    {
        if (reply.Status != MemcachedStatus.Done)
        {
            reply.Value?.Dispose();
            throw Failure(reply, verb, server);
        }
    }

    public static CacheBackendException Failure(in MemcachedReply reply, string verb, string server) =>
        reply.Status == MemcachedStatus.Error
            ? MemcachedErrors.Refused(verb, server, reply.Text!)
            : MemcachedErrors.Unexpected(verb, server, reply.Status);
}
