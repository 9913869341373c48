using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class LifeCases
{
    private static readonly TimeSpan LongTime = TimeSpan.FromDays(100);

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case("life/expires", "An entry is gone when its life has ended, for every member.", ExpiresAsync),
        Case("life/lasts", "An entry stays until its life ends.", LastsAsync),
        Case("life/permanent", "An entry without a life never expires, and its remaining life is null.", PermanentAsync),
        Case("life/remaining", "A read tells the remaining life: never more than what was set, and less only by the time that has passed and the backend's steps.", RemainingAsync),
        Case("life/fraction", "A life that is no whole number of the backend's steps still ends: it becomes neither none nor endless.", FractionAsync),
        Case("life/overwrite", "A write replaces the life, too: a shorter, a longer or none takes the place of the former one.", OverwriteAsync),
    ];

    /// <summary>Checks what a read or a question for the life has told about an entry that was written or renewed after the time stamp.</summary>
    public static void RequireRemaining(ContractRun run, TimeSpan? remaining, TimeSpan life, long startedAt, string what)
    {
        var elapsed = run.HasFakeClock ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(startedAt);
        var least = life - elapsed - run.Subject.LifeResolution - run.Subject.LifeResolution;
        run.Require(
            remaining is { } told && told <= life && told >= least && told > TimeSpan.Zero,
            $"{what} between {least} and {life}",
            remaining?.ToString() ?? "null (no expiry)");
    }

    public static void RequireRemainingOnRead(ContractRun run, StoredValue read, TimeSpan life, long startedAt, string when)
    {
        run.Require(read.Found, $"an entry {when}", "no entry");
        if (run.Subject.Lacks(CacheBackendContractGaps.RemainingOnRead))
        {
            run.RequireEqual(TimeSpan.Zero, read.Remaining, $"the remaining life of an entry with a life, {when}, where reads cannot tell it");
        }
        else
        {
            RequireRemaining(run, read.Remaining, life, startedAt, $"a remaining life {when}");
        }
    }

    private static async Task ExpiresAsync(ContractRun run)
    {
        var key = run.Key("a");
        await run.Calls.SetAsync(key, TestBytes.Make(10), run.ShortLife).ConfigureAwait(false);
        await run.UntilGoneAsync(key, run.ShortLife).ConfigureAwait(false);
        await run.RequireMissingAsync(key, "after its life").ConfigureAwait(false);
        var deleted = await run.Calls.DeleteAsync(key).ConfigureAwait(false);
        run.Require(!deleted || run.Subject.Lacks(CacheBackendContractGaps.DeletedOrMissing), "Delete of an expired entry: False", "True");

        await run.Calls.SetAsync(key, TestBytes.Make(11), ContractRun.LongLife).ConfigureAwait(false);
        await run.RequireHoldsAsync(key, TestBytes.Make(11), "in a new entry in the place of an expired one").ConfigureAwait(false);
    }

    private static async Task LastsAsync(ContractRun run)
    {
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync(run.Key("long"), value, ContractRun.LongLife).ConfigureAwait(false);
        if (run.Subject.LetTimePassAsync is { } pass)
        {
            await pass(ContractRun.LongLife - run.Subject.LifeResolution, run.CancellationToken).ConfigureAwait(false);
        }
        else
        {
            await run.Calls.SetAsync(run.Key("short"), value, run.ShortLife).ConfigureAwait(false);
            await run.UntilGoneAsync(run.Key("short"), run.ShortLife).ConfigureAwait(false);
        }

        await run.RequireHoldsAsync(run.Key("long"), value, "before its life has ended").ConfigureAwait(false);
        run.RequireEqual(true, await run.Calls.ExistsAsync(run.Key("long")).ConfigureAwait(false), "Exists before the life has ended");
    }

    private static async Task PermanentAsync(ContractRun run)
    {
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync(run.Key("permanent"), value, null).ConfigureAwait(false);
        await RequirePermanentAsync("after the write").ConfigureAwait(false);
        if (run.Subject.LetTimePassAsync is { } pass)
        {
            await pass(LongTime, run.CancellationToken).ConfigureAwait(false);
        }
        else
        {
            await run.Calls.SetAsync(run.Key("short"), value, run.ShortLife).ConfigureAwait(false);
            await run.UntilGoneAsync(run.Key("short"), run.ShortLife).ConfigureAwait(false);
        }

        await RequirePermanentAsync("after a time").ConfigureAwait(false);
        await run.Calls.DeleteAsync(run.Key("permanent")).ConfigureAwait(false);

        async ValueTask RequirePermanentAsync(string when)
        {
            var read = await run.RequireHoldsAsync(run.Key("permanent"), value, when).ConfigureAwait(false);
            var told = read.Remaining is null || (read.Remaining == TimeSpan.Zero && run.Subject.Lacks(CacheBackendContractGaps.RemainingOnRead));
            run.Require(told, $"a remaining life of null {when}", read.Remaining.ToString()!);
        }
    }

    private static async Task RemainingAsync(ContractRun run)
    {
        var started = TimeProvider.System.GetTimestamp();
        await run.Calls.SetAsync(run.Key("a"), TestBytes.Make(10), ContractRun.LongLife).ConfigureAwait(false);
        RequireRemainingOnRead(run, await run.Calls.ReadAsync(run.Key("a")).ConfigureAwait(false), ContractRun.LongLife, started, "after the write");
        if (run.Subject.LetTimePassAsync is { } pass)
        {
            await pass(ContractRun.LongLife / 2, run.CancellationToken).ConfigureAwait(false);
            RequireRemainingOnRead(run, await run.Calls.ReadAsync(run.Key("a")).ConfigureAwait(false), ContractRun.LongLife / 2, started, "after half of the life");
            return;
        }

        await run.Calls.SetAsync(run.Key("short"), TestBytes.Make(10), run.ShortLife).ConfigureAwait(false);
        await run.UntilGoneAsync(run.Key("short"), run.ShortLife).ConfigureAwait(false);
        var rest = ContractRun.LongLife - run.ShortLife + run.Subject.LifeResolution + run.Subject.LifeResolution;
        RequireRemainingOnRead(run, await run.Calls.ReadAsync(run.Key("a")).ConfigureAwait(false), rest, started, "after a part of the life");
    }

    private static async Task FractionAsync(ContractRun run)
    {
        foreach (var steps in (double[])[0.3, 1.5])
        {
            var key = run.Key(steps < 1 ? "part" : "broken");
            var life = run.Subject.LifeResolution * steps;
            await run.Calls.SetAsync(key, TestBytes.Make(10), life).ConfigureAwait(false);
            var read = await run.Calls.ReadAsync(key).ConfigureAwait(false);
            var most = run.Subject.LifeResolution * Math.Ceiling(steps);
            run.Require(!read.Found || read.Remaining <= most, $"a remaining life of at most {most}", read.Remaining?.ToString() ?? "null (no expiry)");
            await run.UntilGoneAsync(key, most).ConfigureAwait(false);
        }
    }

    private static async Task OverwriteAsync(ContractRun run)
    {
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync(run.Key("longer"), value, run.ShortLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("longer"), value, ContractRun.LongLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("none"), value, run.ShortLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("none"), value, null).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("after-none"), value, null).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("after-none"), value, run.ShortLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("shorter"), value, ContractRun.LongLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("shorter"), value, run.ShortLife).ConfigureAwait(false);

        await run.UntilGoneAsync(run.Key("shorter"), run.ShortLife).ConfigureAwait(false);
        await run.RequireMissingAsync(run.Key("after-none"), "after the life that took the place of none").ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("longer"), value, "after the life that was replaced by a longer one").ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("none"), value, "after the life that was replaced by none").ConfigureAwait(false);
        await run.Calls.DeleteAsync(run.Key("none")).ConfigureAwait(false);
    }
}
