using System.Threading;
using System.Threading.Tasks;
using Cachekit;

[assembly: CacheIntercept]

namespace Stranger;

/// <summary>The weather, by methods that are not partial.</summary>
public sealed class Weather
{
    private int _reads;

    /// <summary>Reads the weather.</summary>
    /// <param name="city">The city.</param>
    /// <returns>How often it has been read.</returns>
    [Cache(Ttl = "5m")]
    public Task<int> GetAsync(string city) => Task.FromResult(city is null ? 0 : Interlocked.Increment(ref _reads));

    /// <summary>Makes the next reader read it again.</summary>
    /// <param name="city">The city.</param>
    /// <returns>A task.</returns>
    [Invalidates(nameof(GetAsync))]
    public Task ResetAsync(string city) => Task.CompletedTask;
}
