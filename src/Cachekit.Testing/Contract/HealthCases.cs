using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class HealthCases
{
    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case<IHealthCheckedCacheBackend>("health/working", "A working backend is healthy, with a latency and without an error, and its entries are left alone.", WorkingAsync, inBothForms: false),
    ];

    private static async Task WorkingAsync(ContractRun run, IHealthCheckedCacheBackend backend)
    {
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync(run.Key("a"), value, ContractRun.LongLife).ConfigureAwait(false);
        var checks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => backend.CheckHealthAsync(run.CancellationToken).AsTask())).ConfigureAwait(false);
        foreach (var health in checks)
        {
            run.Require(health.IsHealthy, "IsHealthy", $"not healthy: {health.Error?.Message ?? "no error is told"}");
            run.Require(health.Latency >= TimeSpan.Zero, "a latency", health.Latency?.ToString() ?? "null");
            run.Require(health.Error is null, "no error", health.Error?.Message ?? "");
            run.Require(health.Details is not null, "details", "null");
        }

        await run.RequireHoldsAsync(run.Key("a"), value, "after health checks").ConfigureAwait(false);
    }
}
