using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class EntryCases
{
    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case("entries/round-trip", "What was written is read back, and exists.", RoundTripAsync),
        Case("entries/missing", "A key without an entry is a miss, and no error.", MissingAsync),
        Case("entries/overwrite", "A write replaces the whole entry.", OverwriteAsync),
        Case("entries/delete", "A removed entry is gone, others stay, and the answer says whether there was something to remove.", DeleteAsync),
        OneFormCase("entries/both-forms", "Synchronous and asynchronous members work on the same entries.", BothFormsAsync),
    ];

    private static async Task RoundTripAsync(ContractRun run)
    {
        var value = TestBytes.Make(100);
        await run.Calls.SetAsync(run.Key("a"), value, ContractRun.LongLife).ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("a"), value, "after the write").ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("a"), value, "in a second read").ConfigureAwait(false);
        run.RequireEqual(true, await run.Calls.ExistsAsync(run.Key("a")).ConfigureAwait(false), "Exists of an entry");
    }

    private static async Task MissingAsync(ContractRun run)
    {
        using (var value = await run.Calls.GetAsync(run.Key("a")).ConfigureAwait(false))
        {
            run.RequireEqual(false, value.Found, "Found of a missing entry");
            run.RequireEqual(0, value.Bytes.Length, "the bytes of a missing entry");
            run.RequireEqual(null, value.Remaining, "the remaining life of a missing entry");
        }

        run.RequireEqual(false, await run.Calls.ExistsAsync(run.Key("a")).ConfigureAwait(false), "Exists of a missing entry");
        var deleted = await run.Calls.DeleteAsync(run.Key("a")).ConfigureAwait(false);
        run.Require(!deleted || run.Subject.Lacks(CacheBackendContractGaps.DeletedOrMissing), "Delete of a missing entry: False", "True");
    }

    private static async Task OverwriteAsync(ContractRun run)
    {
        foreach (var size in (int[])[10, 5000, 3, 0, 700])
        {
            var value = TestBytes.Make(size, size);
            await run.Calls.SetAsync(run.Key("a"), value, ContractRun.LongLife).ConfigureAwait(false);
            await run.RequireHoldsAsync(run.Key("a"), value, "after it was written over another value").ConfigureAwait(false);
        }
    }

    private static async Task DeleteAsync(ContractRun run)
    {
        var value = TestBytes.Make(20);
        await run.Calls.SetAsync(run.Key("a"), value, null).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("b"), value, null).ConfigureAwait(false);
        run.RequireEqual(true, await run.Calls.DeleteAsync(run.Key("a")).ConfigureAwait(false), "Delete of an entry");
        await run.RequireMissingAsync(run.Key("a"), "after its removal").ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("b"), value, "after another entry was removed").ConfigureAwait(false);
        var again = await run.Calls.DeleteAsync(run.Key("a")).ConfigureAwait(false);
        run.Require(!again || run.Subject.Lacks(CacheBackendContractGaps.DeletedOrMissing), "a second Delete: False", "True");
    }

    private static async Task BothFormsAsync(ContractRun run)
    {
        var synchronous = new ContractCalls(run.Backend, isAsync: false, run.CancellationToken);
        foreach (var (writer, reader) in ((ContractCalls, ContractCalls)[])[(run.Calls, synchronous), (synchronous, run.Calls)])
        {
            var key = run.Key(writer.IsAsync ? "a" : "b");
            var value = TestBytes.Make(50, writer.IsAsync ? 1 : 2);
            await writer.SetAsync(key, value, ContractRun.LongLife).ConfigureAwait(false);
            var read = await reader.ReadAsync(key).ConfigureAwait(false);
            run.Require(read.Holds(value), "the value that the other form wrote", read.ToString());
            run.RequireEqual(true, await reader.ExistsAsync(key).ConfigureAwait(false), "Exists of the entry that the other form wrote");
            run.RequireEqual(true, await reader.DeleteAsync(key).ConfigureAwait(false), "Delete of the entry that the other form wrote");
            read = await writer.ReadAsync(key).ConfigureAwait(false);
            run.Require(!read.Found, "no entry after the other form removed it", read.ToString());
        }
    }
}
