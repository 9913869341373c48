namespace Cachekit.Backends.Tests.EndToEnd;

/// <summary>A method without memory, whose values are good for three seconds and can be served for ten minutes more.</summary>
public sealed partial class Weather(CachekitRuntime runtime)
{
    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

    [Cache(Ttl = "3s", StaleFor = "10m", LocalEnabled = false, SwrThresholdRatio = 1.0)]
    public partial Task<int> ReadAsync(string city);

    private Task<int> ReadCoreAsync(string city) => Task.FromResult(Interlocked.Increment(ref _runs));
}
