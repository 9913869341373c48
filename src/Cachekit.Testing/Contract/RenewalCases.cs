using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class RenewalCases
{
    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case<ITtlCacheBackend>("ttl/read", "GetTtl tells the remaining life, and null for an entry that is missing or never expires.", ReadAsync),
        Case<ITtlCacheBackend>("ttl/refresh", "RefreshTtl gives an entry a new life, a longer, a shorter or its first one, and leaves its value alone.", RefreshAsync),
        Case<ITtlCacheBackend>("ttl/refresh-missing", "RefreshTtl of an entry that is missing or expired makes none and says so.", RefreshMissingAsync),
    ];

    private static async Task ReadAsync(ContractRun run, ITtlCacheBackend backend)
    {
        var started = TimeProvider.System.GetTimestamp();
        await run.Calls.SetAsync(run.Key("a"), TestBytes.Make(10), ContractRun.LongLife).ConfigureAwait(false);
        LifeCases.RequireRemaining(run, await run.Calls.GetTtlAsync(backend, run.Key("a")).ConfigureAwait(false), ContractRun.LongLife, started, "GetTtl");

        run.RequireEqual(null, await run.Calls.GetTtlAsync(backend, run.Key("missing")).ConfigureAwait(false), "GetTtl of a missing entry");
        await run.Calls.SetAsync(run.Key("permanent"), TestBytes.Make(10), null).ConfigureAwait(false);
        run.RequireEqual(null, await run.Calls.GetTtlAsync(backend, run.Key("permanent")).ConfigureAwait(false), "GetTtl of a permanent entry");
        await run.Calls.DeleteAsync(run.Key("permanent")).ConfigureAwait(false);

        await run.Calls.SetAsync(run.Key("short"), TestBytes.Make(10), run.ShortLife).ConfigureAwait(false);
        await run.UntilGoneAsync(run.Key("short"), run.ShortLife).ConfigureAwait(false);
        run.RequireEqual(null, await run.Calls.GetTtlAsync(backend, run.Key("short")).ConfigureAwait(false), "GetTtl of an expired entry");
    }

    private static async Task RefreshAsync(ContractRun run, ITtlCacheBackend backend)
    {
        var value = TestBytes.Make(10);
        var started = TimeProvider.System.GetTimestamp();
        await run.Calls.SetAsync(run.Key("longer"), value, run.ShortLife + run.ShortLife).ConfigureAwait(false);
        await RefreshAsync("longer", ContractRun.LongLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("first"), value, null).ConfigureAwait(false);
        await RefreshAsync("first", ContractRun.LongLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("shorter"), value, ContractRun.LongLife).ConfigureAwait(false);
        await RefreshAsync("shorter", run.ShortLife + run.ShortLife).ConfigureAwait(false);

        foreach (var name in (string[])["longer", "first"])
        {
            LifeCases.RequireRemaining(run, await run.Calls.GetTtlAsync(backend, run.Key(name)).ConfigureAwait(false), ContractRun.LongLife, started, "GetTtl after RefreshTtl");
            LifeCases.RequireRemainingOnRead(run, await run.Calls.ReadAsync(run.Key(name)).ConfigureAwait(false), ContractRun.LongLife, started, "after RefreshTtl");
        }

        await run.UntilGoneAsync(run.Key("shorter"), run.ShortLife + run.ShortLife).ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("longer"), value, "after its former life").ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("first"), value, "with its first life").ConfigureAwait(false);

        async ValueTask RefreshAsync(string name, TimeSpan ttl) =>
            run.RequireEqual(true, await run.Calls.RefreshTtlAsync(backend, run.Key(name), ttl).ConfigureAwait(false), "RefreshTtl of an entry");
    }

    private static async Task RefreshMissingAsync(ContractRun run, ITtlCacheBackend backend)
    {
        await RequireNoneAsync("missing").ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("expired"), TestBytes.Make(10), run.ShortLife).ConfigureAwait(false);
        await run.UntilGoneAsync(run.Key("expired"), run.ShortLife).ConfigureAwait(false);
        await RequireNoneAsync("expired").ConfigureAwait(false);

        async ValueTask RequireNoneAsync(string name)
        {
            var refreshed = await run.Calls.RefreshTtlAsync(backend, run.Key(name), ContractRun.LongLife).ConfigureAwait(false);
            run.Require(!refreshed || run.Subject.Lacks(CacheBackendContractGaps.RefreshedOrMissing), $"RefreshTtl of a {name} entry: False", "True");
            await run.RequireMissingAsync(run.Key(name), $"after RefreshTtl of a {name} entry").ConfigureAwait(false);
        }
    }
}
