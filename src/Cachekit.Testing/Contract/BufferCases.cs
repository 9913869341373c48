using System.Globalization;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class BufferCases
{
    private const int Others = 30;

    private static readonly int[] Sizes = [16, 1000, 70_000];

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case("buffers/stable", "The bytes of a read stay as they are until they are disposed of, whatever happens to the entry or to other reads meanwhile.", StableAsync),
        Case("buffers/written", "The memory that was given to a write belongs to its caller again when the call has completed.", WrittenAsync),
    ];

    private static async Task StableAsync(ContractRun run)
    {
        foreach (var size in Sizes)
        {
            var key = run.Key(size.ToString(CultureInfo.InvariantCulture));
            var value = TestBytes.Make(size);
            await run.Calls.SetAsync(key, value, ContractRun.LongLife).ConfigureAwait(false);

            // A buffer that went back before is what the next read may get, alone.
            (await run.Calls.GetAsync(key).ConfigureAwait(false)).Dispose();
            using var held = await run.Calls.GetAsync(key).ConfigureAwait(false);
            using var second = await run.Calls.GetAsync(key).ConfigureAwait(false);
            await run.Calls.SetAsync(key, TestBytes.Make(size, 2), ContractRun.LongLife).ConfigureAwait(false);
            for (var i = 0; i < Others; i++)
            {
                var other = run.Key("other-" + i.ToString(CultureInfo.InvariantCulture));
                await run.Calls.SetAsync(other, TestBytes.Make(size, i + 3), ContractRun.LongLife).ConfigureAwait(false);
                await run.RequireHoldsAsync(other, TestBytes.Make(size, i + 3), "while other reads are held").ConfigureAwait(false);
                await run.Calls.DeleteAsync(other).ConfigureAwait(false);
            }

            await run.Calls.DeleteAsync(key).ConfigureAwait(false);
            foreach (var read in (BackendValue[])[held, second])
            {
                run.Require(read.Found && read.Bytes.Span.SequenceEqual(value), "the bytes of a read unchanged before it is disposed of", StoredValue.Show(read.Bytes.Span));
            }
        }
    }

    private static async Task WrittenAsync(ContractRun run)
    {
        foreach (var size in Sizes)
        {
            var value = TestBytes.Make(size);
            var memory = value.ToArray();
            await run.Calls.SetAsync(run.Key("a"), memory, ContractRun.LongLife).ConfigureAwait(false);
            memory.AsSpan().Fill(0xEE);
            await run.RequireHoldsAsync(run.Key("a"), value, "after the memory of the write was used for something else").ConfigureAwait(false);

            // Only a part of the memory is the value.
            memory = [0xEE, .. value, 0xEE];
            await run.Calls.SetAsync(run.Key("a"), memory.AsMemory(1, size), ContractRun.LongLife).ConfigureAwait(false);
            await run.RequireHoldsAsync(run.Key("a"), value, "where the value was a part of its memory").ConfigureAwait(false);
        }
    }
}
