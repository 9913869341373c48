using System.Globalization;
using System.Text;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class BatchCases
{
    private const int Many = 600;

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case<IBatchCacheBackend>("batch/read", "GetMany answers each key in its place, also a missing one or one that is there twice, as Get would.", ReadAsync),
        Case<IBatchCacheBackend>("batch/write", "SetMany writes each entry as Set would, with its own life; of several with one key the last one stays.", WriteAsync),
        Case<IBatchCacheBackend>("batch/delete", "DeleteMany removes the entries and says how many there were.", DeleteAsync),
        Case<IBatchCacheBackend>("batch/empty", "A batch of nothing does nothing.", EmptyAsync),
    ];

    private static async Task ReadAsync(ContractRun run, IBatchCacheBackend backend)
    {
        var started = TimeProvider.System.GetTimestamp();
        await run.Calls.SetAsync(run.Key("a"), "a"u8.ToArray(), ContractRun.LongLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("b"), TestBytes.Make(70_000), ContractRun.LongLife).ConfigureAwait(false);
        await run.Calls.SetAsync(run.Key("empty"), ReadOnlyMemory<byte>.Empty, null).ConfigureAwait(false);
        string[] names = ["missing", "b", "a", "a", "empty", "missing", "a"];
        var read = await run.Calls.ReadManyAsync(backend, [.. names.Select(run.Key)]).ConfigureAwait(false);
        run.RequireEqual(names.Length, read.Length, "answers");
        for (var i = 0; i < names.Length; i++)
        {
            var kept = names[i] switch
            {
                "a" => read[i].Holds("a"u8),
                "b" => read[i].Holds(TestBytes.Make(70_000)),
                "empty" => read[i].Holds([]),
                _ => !read[i].Found,
            };
            run.Require(kept, $"the answer to '{names[i]}' in place {i}", read[i].ToString());
            if (names[i] is "a" or "b")
            {
                LifeCases.RequireRemainingOnRead(run, read[i], ContractRun.LongLife, started, "in a batch");
            }
        }

        await run.Calls.DeleteAsync(run.Key("empty")).ConfigureAwait(false);
    }

    private static async Task WriteAsync(ContractRun run, IBatchCacheBackend backend)
    {
        var keys = Enumerable.Range(0, Many).Select(i => run.Key(i.ToString(CultureInfo.InvariantCulture))).ToArray();
        await run.Calls.SetManyAsync(backend, [.. keys.Select(static key => new BackendEntry(key, Encoding.UTF8.GetBytes(key), ContractRun.LongLife))]).ConfigureAwait(false);
        var read = await run.Calls.ReadManyAsync(backend, keys).ConfigureAwait(false);
        for (var i = 0; i < Many; i++)
        {
            run.Require(read[i].Holds(Encoding.UTF8.GetBytes(keys[i])), $"the value of entry {i} of {Many}", read[i].ToString());
        }

        await run.Calls.SetManyAsync(
            backend,
            [
                new BackendEntry(run.Key("twice"), "first"u8.ToArray(), null), new BackendEntry(run.Key("permanent"), ReadOnlyMemory<byte>.Empty, null),
                new BackendEntry(run.Key("short"), "s"u8.ToArray(), run.ShortLife), new BackendEntry(run.Key("twice"), "last"u8.ToArray(), ContractRun.LongLife),
            ]).ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("twice"), "last"u8.ToArray(), "where a batch had two entries of one key").ConfigureAwait(false);
        await run.UntilGoneAsync(run.Key("short"), run.ShortLife).ConfigureAwait(false);
        var permanent = await run.RequireHoldsAsync(run.Key("permanent"), ReadOnlyMemory<byte>.Empty, "in an entry without a life").ConfigureAwait(false);
        run.Require(
            permanent.Remaining is null || run.Subject.Lacks(CacheBackendContractGaps.RemainingOnRead), "a remaining life of null", permanent.Remaining.ToString()!);
        await run.Calls.DeleteAsync(run.Key("permanent")).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(ContractRun run, IBatchCacheBackend backend)
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            await run.Calls.SetAsync(run.Key(name), TestBytes.Make(10), ContractRun.LongLife).ConfigureAwait(false);
        }

        var count = await run.Calls.DeleteManyAsync(backend, [run.Key("a"), run.Key("missing"), run.Key("b"), run.Key("a")]).ConfigureAwait(false);
        run.Require(
            count == 2 || run.Subject.Lacks(CacheBackendContractGaps.BatchDeletedOrMissing),
            "2 removed of two entries, one of them named twice, and a missing one",
            count.ToString(CultureInfo.InvariantCulture));
        await run.RequireMissingAsync(run.Key("a"), "after its removal").ConfigureAwait(false);
        await run.RequireMissingAsync(run.Key("b"), "after its removal").ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("c"), TestBytes.Make(10), "after others were removed").ConfigureAwait(false);
    }

    private static async Task EmptyAsync(ContractRun run, IBatchCacheBackend backend)
    {
        await run.Calls.SetAsync(run.Key("a"), TestBytes.Make(10), ContractRun.LongLife).ConfigureAwait(false);
        run.RequireEqual(0, (await run.Calls.ReadManyAsync(backend, []).ConfigureAwait(false)).Length, "answers to no keys");
        await run.Calls.SetManyAsync(backend, []).ConfigureAwait(false);
        run.RequireEqual(0L, await run.Calls.DeleteManyAsync(backend, []).ConfigureAwait(false), "entries removed without a key");
        await run.RequireHoldsAsync(run.Key("a"), TestBytes.Make(10), "after empty batches").ConfigureAwait(false);
    }
}
