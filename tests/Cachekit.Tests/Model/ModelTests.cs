using System.Globalization;

namespace Cachekit.Tests.Model;

/// <summary>
/// Random interleavings of get, set, invalidate, expire, refresh, failures and crashes against a reference that is one sentence long
/// (<see cref="ModelRun"/>). <c>CACHEKIT_TEST_MODEL_RUNS=100000</c> tries that many; a failure says its seed and its schedule, and
/// <c>CACHEKIT_TEST_MODEL_SEED=17</c> runs that one alone.
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
        var only = Environment.GetEnvironmentVariable("CACHEKIT_TEST_MODEL_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : (int?)null;
        for (var seed = only ?? 1; seed <= (only ?? Runs); seed++)
        {
            var violation = await new ModelRun(seed, policy).RunAsync(steps: 120);
            Assert.True(violation is null, $"Seed {seed}, {kind}: {violation}");
        }
    }
}
