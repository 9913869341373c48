using System.Globalization;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class PrefixCases
{
    private const int Many = 2500;
    private const string Meaningful = "*?[]\\^%_.$(){}|+";

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case<IPrefixCacheBackend>("prefix/delete", "DeleteByPrefix removes all entries whose keys begin so, also very many, no others, and says how many.", DeleteAsync),
        Case<IPrefixCacheBackend>("prefix/literal", "No character of a prefix has a special meaning.", LiteralAsync),
    ];

    private static async Task DeleteAsync(ContractRun run, IPrefixCacheBackend backend)
    {
        var value = TestBytes.Make(10);
        run.RequireEqual(0L, await run.Calls.DeleteByPrefixAsync(backend, run.Key("some:")).ConfigureAwait(false), "entries removed where there are none");
        string[] others = ["some", "Some:1", "so", "another:some:1"];
        foreach (var other in others)
        {
            await run.Calls.SetAsync(run.Key(other), value, ContractRun.LongLife).ConfigureAwait(false);
        }

        await run.Calls.SetAsync(run.Key("some:"), value, ContractRun.LongLife).ConfigureAwait(false);
        for (var i = 1; i < Many; i++)
        {
            await run.Calls.SetAsync(run.Key("some:" + i.ToString(CultureInfo.InvariantCulture)), value, ContractRun.LongLife).ConfigureAwait(false);
        }

        run.RequireEqual(Many, await run.Calls.DeleteByPrefixAsync(backend, run.Key("some:")).ConfigureAwait(false), "entries removed");
        await run.RequireMissingAsync(run.Key("some:"), "under the prefix itself").ConfigureAwait(false);
        for (var i = 1; i < Many; i++)
        {
            run.RequireEqual(false, await run.Calls.ExistsAsync(run.Key("some:" + i.ToString(CultureInfo.InvariantCulture))).ConfigureAwait(false), "Exists under the prefix");
        }

        foreach (var other in others)
        {
            await run.RequireHoldsAsync(run.Key(other), value, $"under '{other}', which does not begin with 'some:'").ConfigureAwait(false);
        }
    }

    private static async Task LiteralAsync(ContractRun run, IPrefixCacheBackend backend)
    {
        var value = TestBytes.Make(10);
        foreach (var character in Meaningful.Where(run.Subject.KeyCharacters.Contains))
        {
            string[] named = [run.Key($"a{character}"), run.Key($"a{character}b")];
            string[] others = [run.Key("a"), run.Key("aa"), run.Key("ab"), run.Key("axb")];
            foreach (var key in named.Concat(others))
            {
                await run.Calls.SetAsync(key, value, ContractRun.LongLife).ConfigureAwait(false);
            }

            var count = await run.Calls.DeleteByPrefixAsync(backend, run.Key($"a{character}")).ConfigureAwait(false);
            run.RequireEqual(named.Length, count, $"entries removed by a prefix with '{character}'");
            foreach (var other in others)
            {
                await run.RequireHoldsAsync(other, value, $"after the removal by a prefix with '{character}'").ConfigureAwait(false);
            }
        }
    }
}
