using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class LockCases
{
    private const int Contenders = 12;

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case<ILockingCacheBackend>("locks/exclusive", "A lock has one holder at a time; locks of other keys and the entry itself are free.", ExclusiveAsync),
        Case<ILockingCacheBackend>("locks/release", "A lock that was given back can be taken again, and is no longer held by its former holder.", ReleaseAsync),
        Case<ILockingCacheBackend>("locks/expire", "A lock ends by itself after its hold time.", ExpireAsync),
        Case<ILockingCacheBackend>("locks/own", "A holder whose time has passed cannot give back or renew the lock of the next holder.", OwnAsync),
        Case<ILockingCacheBackend>("locks/renew", "A renewed lock is held for its new time.", RenewAsync),
    ];

    private static async Task ExclusiveAsync(ContractRun run, ILockingCacheBackend backend)
    {
        var key = run.Key("a");
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync(key, value, ContractRun.LongLife).ConfigureAwait(false);
        var locks = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(_ => Task.Run(
            async () => await run.Calls.TryAcquireLockAsync(backend, key, ContractRun.LongLife).ConfigureAwait(false), run.CancellationToken))).ConfigureAwait(false);
        run.RequireEqual(1, locks.Count(static held => held is not null), $"holders when {Contenders} ask at the same time");
        var held = locks.First(static held => held is not null)!;
        run.RequireEqual(key, held.Key, "the key of the lock");
        run.Require(await run.Calls.TryAcquireLockAsync(backend, key, ContractRun.LongLife).ConfigureAwait(false) is null, "null while somebody holds the lock", "a lock");

        var other = await AcquireAsync(run, backend, run.Key("b"), ContractRun.LongLife, "of another key").ConfigureAwait(false);
        await run.Calls.ReleaseAsync(other).ConfigureAwait(false);
        await run.RequireHoldsAsync(key, value, "while its key is locked").ConfigureAwait(false);
        await run.Calls.SetAsync(key, TestBytes.Make(11), ContractRun.LongLife).ConfigureAwait(false);
        run.RequireEqual(true, await run.Calls.DeleteAsync(key).ConfigureAwait(false), "Delete of an entry while its key is locked");
        run.Require(await run.Calls.TryAcquireLockAsync(backend, key, ContractRun.LongLife).ConfigureAwait(false) is null, "the lock held after the entry was removed", "it was free");
        await run.RequireMissingAsync(key, "where only a lock is").ConfigureAwait(false);
        await run.Calls.ReleaseAsync(held).ConfigureAwait(false);
    }

    private static async Task ReleaseAsync(ContractRun run, ILockingCacheBackend backend)
    {
        var first = await AcquireAsync(run, backend, run.Key("a"), ContractRun.LongLife, "that nobody holds").ConfigureAwait(false);
        run.RequireEqual(true, await run.Calls.ReleaseAsync(first).ConfigureAwait(false), "Release of a held lock");
        var second = await AcquireAsync(run, backend, run.Key("a"), ContractRun.LongLife, "that was given back").ConfigureAwait(false);

        await RequireLostAsync(run, first).ConfigureAwait(false);
        run.Require(await run.Calls.TryAcquireLockAsync(backend, run.Key("a"), ContractRun.LongLife).ConfigureAwait(false) is null, "the second holder's lock to be held", "it was free");
        run.RequireEqual(true, await run.Calls.ReleaseAsync(second).ConfigureAwait(false), "Release by the second holder");
    }

    private static async Task ExpireAsync(ContractRun run, ILockingCacheBackend backend)
    {
        await AcquireAsync(run, backend, run.Key("a"), run.ShortLife, "that nobody holds").ConfigureAwait(false);
        var second = await UntilFreeAsync(run, backend, run.Key("a"), run.ShortLife).ConfigureAwait(false);
        await run.Calls.ReleaseAsync(second).ConfigureAwait(false);
    }

    private static async Task OwnAsync(ContractRun run, ILockingCacheBackend backend)
    {
        var first = await AcquireAsync(run, backend, run.Key("a"), run.ShortLife, "that nobody holds").ConfigureAwait(false);
        var second = await UntilFreeAsync(run, backend, run.Key("a"), run.ShortLife).ConfigureAwait(false);
        await RequireLostAsync(run, first).ConfigureAwait(false);
        run.Require(
            await run.Calls.TryAcquireLockAsync(backend, run.Key("a"), ContractRun.LongLife).ConfigureAwait(false) is null,
            "the second holder's lock to be held after the first one gave back",
            "it was free");
        run.RequireEqual(true, await run.Calls.ReleaseAsync(second).ConfigureAwait(false), "Release by the second holder");
    }

    private static async Task RenewAsync(ContractRun run, ILockingCacheBackend backend)
    {
        var hold = run.ShortLife + run.ShortLife;
        var held = await AcquireAsync(run, backend, run.Key("a"), hold, "that nobody holds").ConfigureAwait(false);
        await AcquireAsync(run, backend, run.Key("b"), hold, "that nobody holds").ConfigureAwait(false);
        var renewed = await run.Calls.TryRenewAsync(held, ContractRun.LongLife).ConfigureAwait(false);
        if (run.Subject.Lacks(CacheBackendContractGaps.LockRenewal))
        {
            run.RequireEqual(false, renewed, "TryRenew where locks cannot be renewed");
            await run.Calls.ReleaseAsync(held).ConfigureAwait(false);
            return;
        }

        run.RequireEqual(true, renewed, "TryRenew of a held lock");
        await UntilFreeAsync(run, backend, run.Key("b"), hold).ConfigureAwait(false);
        run.Require(
            await run.Calls.TryAcquireLockAsync(backend, run.Key("a"), ContractRun.LongLife).ConfigureAwait(false) is null,
            "a renewed lock to be held after its former time",
            "it was free");
        run.RequireEqual(true, await run.Calls.ReleaseAsync(held).ConfigureAwait(false), "Release of a renewed lock");
    }

    private static async ValueTask RequireLostAsync(ContractRun run, ICacheBackendLock former)
    {
        run.RequireEqual(false, await run.Calls.TryRenewAsync(former, ContractRun.LongLife).ConfigureAwait(false), "TryRenew by the former holder");
        var released = await run.Calls.ReleaseAsync(former).ConfigureAwait(false);
        run.Require(!released || run.Subject.Lacks(CacheBackendContractGaps.LockLoss), "Release by the former holder: False", "True");
    }

    private static async ValueTask<ICacheBackendLock> AcquireAsync(ContractRun run, ILockingCacheBackend backend, string key, TimeSpan hold, string what) =>
        await run.Calls.TryAcquireLockAsync(backend, key, hold).ConfigureAwait(false) ?? throw run.Broken($"a lock {what}", "null, as if it were held");

    private static async ValueTask<ICacheBackendLock> UntilFreeAsync(ContractRun run, ILockingCacheBackend backend, string key, TimeSpan hold)
    {
        ICacheBackendLock? taken = null;
        await run.AfterAsync(
            hold + run.Subject.LifeResolution,
            async () => (taken = await run.Calls.TryAcquireLockAsync(backend, key, ContractRun.LongLife).ConfigureAwait(false)) is not null,
            $"a lock with a hold time of {hold} ends").ConfigureAwait(false);
        return taken!;
    }
}
