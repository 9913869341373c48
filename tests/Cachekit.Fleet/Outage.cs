using System.Diagnostics;
using System.Globalization;

namespace Cachekit.Fleet;

/// <summary>Calls all the time, first with memory only and then with a backend that goes away meanwhile, and says how long the calls took.</summary>
internal static class Outage
{
    private const int Keys = 20_000;

    public static async Task<int> RunAsync(Func<CachekitRuntime> fleet, TimeSpan time)
    {
        await using var alone = new CachekitRuntime(new CachekitOptions().UseNoBackend());
        await CallAsync(new Shop(alone, "", TimeSpan.Zero), TimeSpan.FromSeconds(2), "warm-up");
        var limit = time < TimeSpan.FromSeconds(10) ? time : TimeSpan.FromSeconds(10);
        await CallAsync(new Shop(alone, "", TimeSpan.Zero), limit, "memory only");

        await using var shared = fleet();
        var shop = new Shop(shared, "", TimeSpan.Zero);
        await CallAsync(shop, TimeSpan.FromSeconds(2), "backend");

        // Whoever started this takes the backend away now.
        Console.WriteLine("ready");
        Console.ReadLine();
        await CallAsync(shop, TimeSpan.FromSeconds(5), "the breaker opens");
        var failed = await CallAsync(shop, time, "breaker open");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Most calls are for few keys, as in life; some are for keys that nobody has asked for.</summary>
    private static async Task<int> CallAsync(Shop shop, TimeSpan time, string name)
    {
        var random = new Random(7);
        var latencies = new List<long>();
        var failed = 0;
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            var id = random.Next(10) == 0 ? Keys + random.Next(int.MaxValue - Keys) : random.Next(Keys);
            var began = Stopwatch.GetTimestamp();
            try
            {
                await shop.MakeAsync(id);
            }
            catch (CachekitException)
            {
                failed++;
            }

            latencies.Add(Stopwatch.GetTimestamp() - began);
        }

        latencies.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {latencies.Count} calls, {failed} failed, p50 {At(0.5):F1} us, p99 {At(0.99):F1} us, p99.9 {At(0.999):F1} us, longest {At(1):F0} us"));
        return failed;

        double At(double part) => latencies[Math.Min(latencies.Count - 1, (int)(latencies.Count * part))] * 1e6 / Stopwatch.Frequency;
    }
}
