using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class StaleWindowCases
{
    private const int Readers = 8;

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case<IStaleWindowCacheBackend>("stale/window", "An entry is fresh for its life, then stale for its window, and then gone.", WindowAsync),
        Case<IStaleWindowCacheBackend>("stale/winner", "Of the readers of a fresh entry none, and of those of a stale one at most one is chosen to make it anew.", WinnerAsync),
        Case<IStaleWindowCacheBackend>("stale/none", "An entry without a window, or whose window was taken away by another write, is gone after its life.", NoneAsync),
    ];

    private static async Task WindowAsync(ContractRun run, IStaleWindowCacheBackend backend)
    {
        var value = TestBytes.Make(10);
        var started = TimeProvider.System.GetTimestamp();
        await run.Calls.SetAsync(backend, run.Key("fresh"), value, ContractRun.LongLife, ContractRun.LongLife).ConfigureAwait(false);
        var fresh = await run.RequireHoldsAsync(run.Key("fresh"), value, "after the write").ConfigureAwait(false);
        run.RequireEqual(false, fresh.IsStale, "IsStale of a fresh entry");
        LifeCases.RequireRemainingOnRead(run, fresh, ContractRun.LongLife, started, "of freshness");

        await run.Calls.SetAsync(backend, run.Key("long"), value, run.ShortLife, ContractRun.LongLife).ConfigureAwait(false);
        await UntilStaleAsync(run, "long", value).ConfigureAwait(false);

        await run.Calls.SetAsync(backend, run.Key("short"), value, run.ShortLife, run.ShortLife).ConfigureAwait(false);
        await run.UntilGoneAsync(run.Key("short"), run.ShortLife + run.ShortLife).ConfigureAwait(false);
        await run.RequireMissingAsync(run.Key("short"), "after its window").ConfigureAwait(false);
    }

    private static async Task WinnerAsync(ContractRun run, IStaleWindowCacheBackend backend)
    {
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync(backend, run.Key("fresh"), value, ContractRun.LongLife, ContractRun.LongLife).ConfigureAwait(false);
        run.RequireEqual(0, await CountWinnersAsync("fresh").ConfigureAwait(false), "chosen readers of a fresh entry");

        await run.Calls.SetAsync(backend, run.Key("stale"), value, run.ShortLife, ContractRun.LongLife).ConfigureAwait(false);
        var winners = await UntilStaleAsync(run, "stale", value).ConfigureAwait(false) ? 1 : 0;
        winners += await CountWinnersAsync("stale").ConfigureAwait(false);
        run.Require(winners <= 1, "at most one chosen reader of a stale entry", $"{winners}");

        async Task<int> CountWinnersAsync(string name)
        {
            var reads = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(
                async () => await run.Calls.ReadAsync(run.Key(name)).ConfigureAwait(false), run.CancellationToken))).ConfigureAwait(false);
            return reads.Count(static read => read.WinsRefresh);
        }
    }

    private static async Task NoneAsync(ContractRun run, IStaleWindowCacheBackend backend)
    {
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync(backend, run.Key("replaced"), value, run.ShortLife, ContractRun.LongLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("replaced"), value, run.ShortLife).ConfigureAwait(false);
        await run.Calls.SetAsync(backend, run.Key("zero"), value, run.ShortLife, TimeSpan.Zero).ConfigureAwait(false);
        await run.UntilGoneAsync(run.Key("zero"), run.ShortLife).ConfigureAwait(false);
        await run.RequireMissingAsync(run.Key("replaced"), "after the life of a write without a window").ConfigureAwait(false);
    }

    /// <summary>Waits until an entry with a short life is stale, and says whether one of the reads was chosen.</summary>
    private static async ValueTask<bool> UntilStaleAsync(ContractRun run, string name, byte[] value)
    {
        var won = false;
        await run.AfterAsync(
            run.ShortLife + run.Subject.LifeResolution,
            async () =>
            {
                var read = await run.RequireHoldsAsync(run.Key(name), value, "in its window").ConfigureAwait(false);
                won |= read.WinsRefresh;
                return read.IsStale;
            },
            "an entry becomes stale after its life").ConfigureAwait(false);
        return won;
    }
}
