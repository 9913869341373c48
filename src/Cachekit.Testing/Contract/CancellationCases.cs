using System.Globalization;
using System.Text;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class CancellationCases
{
    private const int Rounds = 100;

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        OneFormCase("cancellation/before", "A call with a token that is cancelled already is an OperationCanceledException, and does nothing.", BeforeAsync),
        OneFormCase("cancellation/during", "A call that is cancelled while it runs completes or is an OperationCanceledException; the calls after it get their own answers.", DuringAsync),
    ];

    private static async Task BeforeAsync(ContractRun run)
    {
        var backend = run.Backend;
        var key = run.Key("a");
        var value = TestBytes.Make(10);
        var token = new CancellationToken(canceled: true);
        await run.Calls.SetAsync(key, value, ContractRun.LongLife).ConfigureAwait(false);

        await CancelledAsync(async () => (await backend.GetAsync(key, token).ConfigureAwait(false)).Dispose(), "GetAsync").ConfigureAwait(false);
        await CancelledAsync(() => backend.SetAsync(key, TestBytes.Make(11), null, token), "SetAsync").ConfigureAwait(false);
        await CancelledAsync(() => backend.SetAsync(run.Key("b"), value, ContractRun.LongLife, token), "SetAsync of a new key").ConfigureAwait(false);
        await CancelledAsync(async () => await backend.DeleteAsync(key, token).ConfigureAwait(false), "DeleteAsync").ConfigureAwait(false);
        await CancelledAsync(async () => await backend.ExistsAsync(key, token).ConfigureAwait(false), "ExistsAsync").ConfigureAwait(false);
        if (backend is ITtlCacheBackend renewing)
        {
            await CancelledAsync(async () => await renewing.GetTtlAsync(key, token).ConfigureAwait(false), "GetTtlAsync").ConfigureAwait(false);
            await CancelledAsync(async () => await renewing.RefreshTtlAsync(key, run.ShortLife, token).ConfigureAwait(false), "RefreshTtlAsync").ConfigureAwait(false);
        }

        if (backend is IBatchCacheBackend batch)
        {
            await CancelledAsync(async () => await batch.GetManyAsync([key], token).ConfigureAwait(false), "GetManyAsync").ConfigureAwait(false);
            await CancelledAsync(() => batch.SetManyAsync([new BackendEntry(key, TestBytes.Make(11), null)], token), "SetManyAsync").ConfigureAwait(false);
            await CancelledAsync(async () => await batch.DeleteManyAsync([key], token).ConfigureAwait(false), "DeleteManyAsync").ConfigureAwait(false);
        }

        if (backend is IPrefixCacheBackend prefixes)
        {
            await CancelledAsync(async () => await prefixes.DeleteByPrefixAsync(key, token).ConfigureAwait(false), "DeleteByPrefixAsync").ConfigureAwait(false);
        }

        if (backend is ILockingCacheBackend locking)
        {
            await CancelledAsync(async () => await locking.TryAcquireLockAsync(key, ContractRun.LongLife, token).ConfigureAwait(false), "TryAcquireLockAsync").ConfigureAwait(false);
            var held = await locking.TryAcquireLockAsync(key, ContractRun.LongLife, run.CancellationToken).ConfigureAwait(false);
            run.Require(held is not null, "a lock that a cancelled call did not take", "it is held");
            await held.ReleaseAsync(run.CancellationToken).ConfigureAwait(false);
        }

        if (backend is IStaleWindowCacheBackend window)
        {
            await CancelledAsync(() => window.SetAsync(key, TestBytes.Make(11), ContractRun.LongLife, ContractRun.LongLife, token), "SetAsync with a stale window").ConfigureAwait(false);
        }

        if (backend is INotifyingCacheBackend notifying)
        {
            await CancelledAsync(() => notifying.PublishAsync(value, token), "PublishAsync").ConfigureAwait(false);
            await CancelledAsync(async () => await notifying.SubscribeAsync(static _ => { }, static () => { }, token).ConfigureAwait(false), "SubscribeAsync").ConfigureAwait(false);
        }

        var read = await run.RequireHoldsAsync(key, value, "after cancelled calls").ConfigureAwait(false);
        run.Require(read.Remaining is not null, "the former life after cancelled calls", "null (no expiry)");
        await run.RequireMissingAsync(run.Key("b"), "after a cancelled write").ConfigureAwait(false);

        async ValueTask CancelledAsync(Func<ValueTask> call, string member) =>
            await run.RequireThrowsAsync<OperationCanceledException>(call, member).ConfigureAwait(false);
    }

    private static async Task DuringAsync(ContractRun run)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var key = run.Key((round % 7).ToString(CultureInfo.InvariantCulture));
            var name = Encoding.UTF8.GetBytes(key + "|");
            using var cancelling = new CancellationTokenSource();
            var size = round % 10 == 0 ? 300_000 : 100;
            var write = TryAsync(run, () => run.Backend.SetAsync(key, (byte[])[.. name, .. TestBytes.Make(size)], ContractRun.LongLife, cancelling.Token));
            var check = TryAsync(run, async () => await run.Backend.ExistsAsync(key, cancelling.Token).ConfigureAwait(false));
            var read = TryAsync(run, async () =>
            {
                using var value = await run.Backend.GetAsync(key, cancelling.Token).ConfigureAwait(false);
                run.Require(!value.Found || value.Bytes.Span.StartsWith(name), "a value of the key that was asked for", StoredValue.Show(value.Bytes.Span));
            });

            // In some rounds the calls get a little further before.
            if (round % 3 == 0)
            {
                await Task.Yield();
            }

            await cancelling.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(write, check, read).ConfigureAwait(false);

            var after = run.Key("after-" + key[^1]);
            await run.Calls.SetAsync(after, Encoding.UTF8.GetBytes(after), ContractRun.LongLife).ConfigureAwait(false);
            await run.RequireHoldsAsync(after, Encoding.UTF8.GetBytes(after), "after other calls were cancelled").ConfigureAwait(false);
            run.RequireEqual(true, await run.Calls.ExistsAsync(after).ConfigureAwait(false), "Exists after other calls were cancelled");
            await run.RequireMissingAsync(run.Key("never"), "under a key that nobody wrote, after other calls were cancelled").ConfigureAwait(false);
        }
    }

    private static async Task TryAsync(ContractRun run, Func<ValueTask> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!run.CancellationToken.IsCancellationRequested)
        {
            // One of the two outcomes that the rule allows.
        }
    }
}
