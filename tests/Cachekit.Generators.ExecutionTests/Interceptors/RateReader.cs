using Cachekit.Generators.ExecutionTests.Decorators;

namespace Cachekit.Generators.ExecutionTests.Interceptors;

public interface IRateReader
{
    [Cache(Ttl = "10m")]
    Task<decimal> RateAsync(int id);
}

/// <summary>A scoped service over something that ends with the request.</summary>
public sealed class RateReader(PriceLog log, PriceSource source) : IRateReader
{
    public async Task<decimal> RateAsync(int id)
    {
        source.Use(log);
        await Task.Yield();
        source.Use(log);
        return id;
    }
}
