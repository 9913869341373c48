using System.Globalization;
using System.Text;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class ValueCases
{
    private const int LargestWithoutLimit = 10 * 1024 * 1024;

    private static readonly int[] Sizes =
    [
        0, 1, 2, 3, 255, 256, 1023, 1024, 4095, 4096, 4097, 8191, 8192, 8193, 16383, 16384, 16385, 65535, 65536, 65537, 131071, 131072, 131073,
        1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, LargestWithoutLimit,
    ];

    // What ends an answer, says that there is none, or begins another in the protocols that backends speak.
    private static readonly string[] Suspicious =
    [
        "\r\n", "\n", "\r", "\r\n\r\n", "END\r\n", "\r\nEND\r\n", "VALUE a 0 1\r\n1\r\nEND\r\n", "EN\r\n", "HD\r\n", "STORED\r\n", "ERROR\r\n", "$-1\r\n",
        "*-1\r\n", "+OK\r\n", "-ERR no\r\n", ":1\r\n", "_\r\n", "null", "{}", "0\r\n\r\n", "HTTP/1.1 404 Not Found\r\n\r\n", "\0", "\0\0\0\0", "CK\u0001",
    ];

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case("values/empty", "An empty value is found; it is no miss.", EmptyAsync),
        Case("values/sizes", "Values of every size up to the limit come back as they are.", SizesAsync),
        Case("values/bytes", "Values are bytes without a meaning: all 256 of them and whatever looks like a part of a protocol come back as they are.", BytesAsync),
        new("values/limit", "A value of the largest size is stored; a larger one is refused as a permanent failure, and is never stored in part.", inBothForms: true, LimitAsync),
    ];

    private static async Task EmptyAsync(ContractRun run)
    {
        await run.Calls.SetAsync(run.Key("a"), ReadOnlyMemory<byte>.Empty, ContractRun.LongLife).ConfigureAwait(false);
        var read = await run.Calls.ReadAsync(run.Key("a")).ConfigureAwait(false);
        run.Require(read.Holds([]), "a found value of 0 bytes", read.ToString());
        run.RequireEqual(true, await run.Calls.ExistsAsync(run.Key("a")).ConfigureAwait(false), "Exists of an empty value");
        run.RequireEqual(true, await run.Calls.DeleteAsync(run.Key("a")).ConfigureAwait(false), "Delete of an empty value");
    }

    private static async Task SizesAsync(ContractRun run)
    {
        foreach (var size in Sizes.Where(size => size <= (run.Subject.MaxValueBytes ?? LargestWithoutLimit)))
        {
            var key = run.Key(size.ToString(CultureInfo.InvariantCulture));
            var value = TestBytes.Make(size, size);
            await run.Calls.SetAsync(key, value, ContractRun.LongLife).ConfigureAwait(false);
            await run.RequireHoldsAsync(key, value, "after the write").ConfigureAwait(false);
            await run.Calls.DeleteAsync(key).ConfigureAwait(false);
        }
    }

    private static async Task BytesAsync(ContractRun run)
    {
        var all = Enumerable.Range(0, 256).Select(static octet => (byte)octet).ToArray();
        byte[][] values = [all, [.. Enumerable.Reverse(all)], .. Suspicious.Select(Encoding.Latin1.GetBytes), .. all.Select(static octet => new[] { octet })];
        foreach (var value in values)
        {
            await run.Calls.SetAsync(run.Key("a"), value, ContractRun.LongLife).ConfigureAwait(false);
            await run.RequireHoldsAsync(run.Key("a"), value, "after the write").ConfigureAwait(false);
        }
    }

    private static async Task<CacheBackendContractResult> LimitAsync(ContractRun run)
    {
        if (run.Subject.MaxValueBytes is not { } limit)
        {
            return CacheBackendContractResult.DoesNotApply;
        }

        var largest = TestBytes.Make(limit);
        await run.Calls.SetAsync(run.Key("a"), largest, ContractRun.LongLife).ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("a"), largest, "after the write").ConfigureAwait(false);

        var refused = await run.RequireThrowsAsync<CacheBackendException>(
            () => run.Calls.SetAsync(run.Key("a"), new byte[limit + 1], ContractRun.LongLife), "the write of a value that is one byte too large").ConfigureAwait(false);
        run.RequireEqual(BackendErrorKind.Permanent, refused.Kind, "the kind of the refusal");
        var left = await run.Calls.ReadAsync(run.Key("a")).ConfigureAwait(false);
        run.Require(!left.Found || left.Holds(largest), "the former value or none after the refusal", left.ToString());

        // The refusal has left nothing behind that the next call could stumble over.
        await run.Calls.SetAsync(run.Key("a"), "after"u8.ToArray(), ContractRun.LongLife).ConfigureAwait(false);
        await run.RequireHoldsAsync(run.Key("a"), "after"u8.ToArray(), "in a write after the refusal").ConfigureAwait(false);
        await run.Calls.DeleteAsync(run.Key("a")).ConfigureAwait(false);
        return CacheBackendContractResult.Kept;
    }
}
