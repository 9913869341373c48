using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class ArgumentCases
{
    private static readonly TimeSpan[] NoLives = [TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromSeconds(-1), TimeSpan.MinValue];

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case("arguments/key", "A key that is null or empty is an ArgumentException.", KeyAsync),
        Case("arguments/life", "A life or a hold time that is not more than zero is an ArgumentException or a permanent CacheBackendException, and changes nothing.", LifeAsync),
    ];

    private static async Task KeyAsync(ContractRun run)
    {
        var calls = run.Calls;
        var value = TestBytes.Make(5);
        foreach (var key in (string[])[null!, ""])
        {
            var what = key is null ? " with the key null" : " with an empty key";
            await RefusedAsync(async () => (await calls.GetAsync(key!).ConfigureAwait(false)).Dispose(), "Get").ConfigureAwait(false);
            await RefusedAsync(() => calls.SetAsync(key!, value, null), "Set").ConfigureAwait(false);
            await RefusedAsync(async () => await calls.DeleteAsync(key!).ConfigureAwait(false), "Delete").ConfigureAwait(false);
            await RefusedAsync(async () => await calls.ExistsAsync(key!).ConfigureAwait(false), "Exists").ConfigureAwait(false);
            if (run.Backend is ITtlCacheBackend renewing)
            {
                await RefusedAsync(async () => await calls.GetTtlAsync(renewing, key!).ConfigureAwait(false), "GetTtl").ConfigureAwait(false);
                await RefusedAsync(async () => await calls.RefreshTtlAsync(renewing, key!, ContractRun.LongLife).ConfigureAwait(false), "RefreshTtl").ConfigureAwait(false);
            }

            if (run.Backend is ILockingCacheBackend locking)
            {
                await RefusedAsync(async () => await calls.TryAcquireLockAsync(locking, key!, ContractRun.LongLife).ConfigureAwait(false), "TryAcquireLock").ConfigureAwait(false);
            }

            if (run.Backend is IBatchCacheBackend batch)
            {
                await RefusedAsync(async () => await calls.ReadManyAsync(batch, [run.Key("a"), key!]).ConfigureAwait(false), "GetMany").ConfigureAwait(false);
                await RefusedAsync(() => calls.SetManyAsync(batch, [new BackendEntry(key!, value, null)]), "SetMany").ConfigureAwait(false);
                await RefusedAsync(async () => await calls.DeleteManyAsync(batch, [run.Key("a"), key!]).ConfigureAwait(false), "DeleteMany").ConfigureAwait(false);
            }

            if (run.Backend is IPrefixCacheBackend prefixes)
            {
                await RefusedAsync(async () => await calls.DeleteByPrefixAsync(prefixes, key!).ConfigureAwait(false), "DeleteByPrefix").ConfigureAwait(false);
            }

            if (run.Backend is IStaleWindowCacheBackend window)
            {
                await RefusedAsync(() => calls.SetAsync(window, key!, value, ContractRun.LongLife, ContractRun.LongLife), "Set with a stale window").ConfigureAwait(false);
            }

            async ValueTask RefusedAsync(Func<ValueTask> call, string member) =>
                await run.RequireThrowsAsync<ArgumentException>(call, member + what).ConfigureAwait(false);
        }
    }

    private static async Task LifeAsync(ContractRun run)
    {
        var calls = run.Calls;
        var key = run.Key("a");
        var value = TestBytes.Make(5);
        await calls.SetAsync(key, value, ContractRun.LongLife).ConfigureAwait(false);
        foreach (var life in NoLives)
        {
            await RefusedAsync(() => calls.SetAsync(key, TestBytes.Make(6), life), "Set").ConfigureAwait(false);
            if (run.Backend is ITtlCacheBackend renewing)
            {
                await RefusedAsync(async () => await calls.RefreshTtlAsync(renewing, key, life).ConfigureAwait(false), "RefreshTtl").ConfigureAwait(false);
            }

            if (run.Backend is ILockingCacheBackend locking)
            {
                await RefusedAsync(async () => await calls.TryAcquireLockAsync(locking, key, life).ConfigureAwait(false), "TryAcquireLock").ConfigureAwait(false);
            }

            if (run.Backend is IBatchCacheBackend batch)
            {
                await RefusedAsync(() => calls.SetManyAsync(batch, [new BackendEntry(key, TestBytes.Make(6), life)]), "SetMany").ConfigureAwait(false);
            }

            if (run.Backend is IStaleWindowCacheBackend window)
            {
                await RefusedAsync(() => calls.SetAsync(window, key, TestBytes.Make(6), life, ContractRun.LongLife), "Set with a stale window").ConfigureAwait(false);
            }

            await run.RequireHoldsAsync(key, value, $"after writes with a life of {life} were refused").ConfigureAwait(false);

            ValueTask RefusedAsync(Func<ValueTask> call, string member) => OutOfRangeAsync(run, call, $"{member} with a life of {life}");
        }

        if (run.Backend is IStaleWindowCacheBackend stale)
        {
            await OutOfRangeAsync(
                run, () => calls.SetAsync(stale, key, value, ContractRun.LongLife, TimeSpan.FromTicks(-1)), "Set with a stale window of less than zero").ConfigureAwait(false);
        }
    }

    /// <summary>A time that is out of range is an argument error, or one of the limits that a backend refuses for good.</summary>
    private static async ValueTask OutOfRangeAsync(ContractRun run, Func<ValueTask> call, string what)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            return;
        }
        catch (CacheBackendException exception)
        {
            run.RequireEqual(BackendErrorKind.Permanent, exception.Kind, $"the kind of the refusal of {what}");
            return;
        }

        throw run.Broken($"a refusal of {what}", "nothing was thrown");
    }
}
