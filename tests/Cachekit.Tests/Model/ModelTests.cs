using System.Globalization;

namespace Cachekit.Tests.Model;

/// <summary>
/// Random interleavings of get, set, invalidate, expire, refresh, failures and crashes against a reference that is one sentence long
/// (<see cref="ModelRun"/>). <c>CACHEKIT_TEST_MODEL_RUNS=100000</c> tries that many; a failure says its seed and its schedule.
/// </summary>
public class ModelTests
{
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("CACHEKIT_TEST_MODEL_RUNS") ?? "400", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("plain")]
    [InlineData("stale")]
    [InlineData("fail-safe")]
    [InlineData("without memory")]
    [InlineData("sliding")]
    public async Task NoCall_GetsWhatWasInvalidatedBeforeItBegan(string kind)
    {
        var policy = new CachePolicyOptions
        {
            StaleFor = kind is "stale" or "fail-safe" or "without memory" ? TimeSpan.FromMinutes(30) : null,
            SwrEnabled = kind is not "fail-safe",
            FailSafe = true,
            LocalEnabled = kind is not "without memory",
            Sliding = kind is "sliding",
        };
        for (var seed = 1; seed <= Runs; seed++)
        {
            var violation = await new ModelRun(seed, policy).RunAsync(steps: 120);
            Assert.True(violation is null, $"Seed {seed}, {kind}: {violation}");
        }
    }
}
