using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>A lock: a key that holds a token only its holder knows. Scripts compare and act in one step, or transactions where scripts are refused.</summary>
internal sealed class RedisLock(RedisLinks links, string key, RedisKey stored, RedisValue token) : ICacheBackendLock
{
    public string Key => key;

    public bool TryRenew(TimeSpan hold)
    {
        var milliseconds = Milliseconds(hold);
        return links.Get(RedisOperation.RenewLock).Call(
            RedisOperation.RenewLock,
            (stored, token, milliseconds),
            static (link, a) => RenewAsync(link, a.stored, a.token, a.milliseconds));
    }

    public async ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default)
    {
        var milliseconds = Milliseconds(hold);
        cancellationToken.ThrowIfCancellationRequested();
        var link = await links.GetAsync(RedisOperation.RenewLock, cancellationToken).ConfigureAwait(false);
        return await link.CallAsync(
            RedisOperation.RenewLock,
            (stored, token, milliseconds),
            static (l, a) => RenewAsync(l, a.stored, a.token, a.milliseconds),
            cancellationToken).ConfigureAwait(false);
    }

    public bool Release() =>
        links.Get(RedisOperation.Unlock).Call(
            RedisOperation.Unlock,
            (stored, token),
            static (link, a) => ReleaseAsync(link, a.stored, a.token));

    public async ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var link = await links.GetAsync(RedisOperation.Unlock, cancellationToken).ConfigureAwait(false);
        return await ReleaseAsync(link, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives back a lock that nobody waits for any more.</summary>
    public void Abandon(RedisLink link) => _ = AbandonAsync(link);

    private async Task AbandonAsync(RedisLink link)
    {
        try
        {
            await ReleaseAsync(link, CancellationToken.None).ConfigureAwait(false);
        }
        catch (CacheBackendException exception) when (exception.Kind is not BackendErrorKind.Unknown)
        {
            // The lock ends with its hold time, as its caller was told.
        }
    }

    private ValueTask<bool> ReleaseAsync(RedisLink link, CancellationToken cancellationToken) =>
        link.CallAsync(
            RedisOperation.Unlock,
            (stored, token),
            static (l, a) => ReleaseAsync(l, a.stored, a.token),
            cancellationToken);

    private static long Milliseconds(TimeSpan hold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(hold, TimeSpan.Zero);
        return Math.Max(1, (long)hold.TotalMilliseconds);
    }

    private static async Task<bool> ReleaseAsync(RedisLink link, RedisKey key, RedisValue token) =>
        await RunAsync(link, RedisScripts.Release, key, [token]).ConfigureAwait(false)
        ?? await link.Database.LockReleaseAsync(key, token).ConfigureAwait(false);

    private static async Task<bool> RenewAsync(RedisLink link, RedisKey key, RedisValue token, long milliseconds) =>
        await RunAsync(link, RedisScripts.Renew, key, [token, milliseconds]).ConfigureAwait(false)
        ?? await link.Database.LockExtendAsync(key, token, TimeSpan.FromMilliseconds(milliseconds)).ConfigureAwait(false);

    /// <returns><see langword="null"/> where the server refuses scripts.</returns>
    private static async Task<bool?> RunAsync(RedisLink link, string script, RedisKey key, RedisValue[] values)
    {
        for (var again = false; !link.RefusesScripts; again = true)
        {
            try
            {
                return (long)await link.Database.ScriptEvaluateAsync(script, [key], values).ConfigureAwait(false) == 1;
            }
            catch (RedisServerException exception) when (!again && RedisErrors.HasCode(exception, "NOSCRIPT"))
            {
                // The server has been restarted; the client has noticed and sends the text this time.
            }
            catch (Exception exception) when (RedisErrors.IsCommandRefusal(exception, "EVAL", out var code))
            {
                link.RefuseScripts(code);
            }
        }

        return null;
    }
}
