using System.Globalization;
using System.Text;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class ConcurrencyCases
{
    private const int Workers = 8;
    private const int Rounds = 60;
    private const int Keys = 20;

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case("concurrency/one-key", "Of values that many write under one key at the same time each reader sees one, whole, and never a mixture or nothing.", OneKeyAsync),
        Case("concurrency/many-keys", "Calls at the same time never get each other's answers.", ManyKeysAsync),
    ];

    private static async Task OneKeyAsync(ContractRun run)
    {
        var key = run.Key("a");
        await run.Calls.SetAsync(key, Uniform(0), ContractRun.LongLife).ConfigureAwait(false);
        await RunAsync(run, async (worker, round) =>
        {
            if (worker % 2 == 0)
            {
                await run.Calls.SetAsync(key, Uniform((worker * Rounds) + round), ContractRun.LongLife).ConfigureAwait(false);
                return;
            }

            var read = await run.Calls.ReadAsync(key).ConfigureAwait(false);
            run.Require(read.Found, "a value, as one was always there", "no entry");
            run.Require(IsUniform(read.Bytes), "one of the values that were written", $"a mixture of {read}");
        }).ConfigureAwait(false);
    }

    private static async Task ManyKeysAsync(ContractRun run) =>
        await RunAsync(run, async (worker, round) =>
        {
            var key = run.Key(((worker + round) % Keys).ToString(CultureInfo.InvariantCulture));
            var name = Encoding.UTF8.GetBytes(key + "|");
            switch ((worker + (round / Keys)) % 4)
            {
                case 0:
                    await run.Calls.SetAsync(key, (byte[])[.. name, .. TestBytes.Make(round * 97, worker + 1)], ContractRun.LongLife).ConfigureAwait(false);
                    break;
                case 1:
                    await run.Calls.ExistsAsync(key).ConfigureAwait(false);
                    break;
                case 2 when round % 5 == 0:
                    await run.Calls.DeleteAsync(key).ConfigureAwait(false);
                    break;
                default:
                    var read = await run.Calls.ReadAsync(key).ConfigureAwait(false);
                    run.Require(!read.Found || read.Bytes.AsSpan().StartsWith(name), "a value of the key that was asked for", $"{read} under '{key}'");
                    break;
            }
        }).ConfigureAwait(false);

    private static Task RunAsync(ContractRun run, Func<int, int, Task> step) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(
            async () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    await step(worker, round).ConfigureAwait(false);
                }
            },
            run.CancellationToken)));

    /// <summary>A value of one byte over and over, whose length follows from it.</summary>
    private static byte[] Uniform(int number)
    {
        var value = new byte[Length((byte)number)];
        value.AsSpan().Fill((byte)number);
        return value;
    }

    private static bool IsUniform(byte[] value) =>
        value.Length > 0 && value.Length == Length(value[0]) && !value.AsSpan().ContainsAnyExcept(value[0]);

    private static int Length(byte octet) => 1 + ((octet * 7919) % 30_000);
}
