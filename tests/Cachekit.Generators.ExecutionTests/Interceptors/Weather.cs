using System.Runtime.CompilerServices;

namespace Cachekit.Generators.ExecutionTests.Interceptors;

public sealed record Sky(string City, int Degrees);

/// <summary>Ordinary methods of every kind that can be intercepted.</summary>
public class Weather(string station)
{
    [CacheKey]
    public string Station { get; } = station;

    public int Runs { get; private set; }

    public CancellationToken Last { get; private set; }

    [Cache]
    public static string Zone(string city) => $"{city} {Random.Shared.NextInt64()}";

    [Cache(Ttl = "5m"), CacheTag("city:{Station}:{city}")]
    public async Task<Sky> GetAsync(string city, [CacheIgnore] string trace = "", CancellationToken cancellationToken = default)
    {
        Runs++;
        Last = cancellationToken;
        await Task.Yield();
        return city.Length == 0 ? throw new InvalidOperationException("no city") : new Sky(city, Runs);
    }

    [Cache]
    public ValueTask<int> CountAsync(in int hour) => new(hour + (++Runs * 100));

    [Cache]
    public string Describe<T>(T value)
        where T : struct => $"{typeof(T).Name} {value} {++Runs}";

    [Cache]
    public virtual int Wind(int hour) => ++Runs + hour;

    /// <summary>It calls itself, which an interceptor leaves alone.</summary>
    [Cache]
    public int Sum(int n)
    {
        Runs++;
        return n == 0 ? 0 : n + Sum(n - 1);
    }

    [Cache, CacheBatch(SharesWith = nameof(GetAsync))]
    public Task<IReadOnlyDictionary<string, Sky>> GetManyAsync(IReadOnlyList<string> cities, string trace, CancellationToken cancellationToken)
    {
        Runs++;
        return Task.FromResult<IReadOnlyDictionary<string, Sky>>(cities.ToDictionary(city => city, city => new Sky(city, -1)));
    }

    [Cache]
    public async IAsyncEnumerable<int> HoursAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Runs++;
        await Task.Yield();
        for (var i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    [Invalidates(nameof(GetAsync))]
    public Task<bool> ResetAsync(string city) => Task.FromResult(city.Length > 0);

    [InvalidatesTag("city:{Station}:{city}")]
    internal void Forget(string city)
    {
    }
}

/// <summary>A call of the base class's method is a call of that method only.</summary>
public sealed class Storm(string station) : Weather(station)
{
    public override int Wind(int hour) => base.Wind(hour) * 10;
}

public static class Texts
{
    [Cache]
    public static string Shout(this string text, int times) => $"{text}{times} {Random.Shared.NextInt64()}";
}

public interface IForecast
{
    [Cache]
    Task<int> TomorrowAsync(string city, CancellationToken cancellationToken = default);
}

public sealed class Forecast(List<string> asked) : IForecast
{
    public Task<int> TomorrowAsync(string city, CancellationToken cancellationToken)
    {
        asked.Add(city);
        return Task.FromResult(asked.Count);
    }
}

/// <summary>It hands on what it is asked; its own call must not wait for the one that it is part of.</summary>
public sealed class LoudForecast(IForecast inner) : IForecast
{
    public Task<int> TomorrowAsync(string city, CancellationToken cancellationToken) => inner.TomorrowAsync(city + "!", cancellationToken);
}

public sealed class Box<T>
    where T : notnull
{
    public int Runs { get; private set; }

    [Cache]
    public string Show<TOther>(T value, TOther other)
        where TOther : notnull => $"{typeof(T).Name} {typeof(TOther).Name} {value} {other} {++Runs}";
}
