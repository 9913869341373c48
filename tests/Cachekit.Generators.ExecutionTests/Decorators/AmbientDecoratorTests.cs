using Cachekit.Generators.ExecutionTests.Hosting;
using Cachekit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.Generators.ExecutionTests.Decorators;

/// <summary>Decorators in services that have no runtime.</summary>
[Collection(AmbientRuntimeGroup.Name)]
public sealed class AmbientDecoratorTests
{
    [Fact]
    public async Task WithoutARuntimeOfTheServices_TheAmbientOneServes()
    {
        await using var bench = new CacheTestBench();
        using var ambient = bench.AsAmbient();
        var log = new PriceLog();
        await using var provider = new ServiceCollection().AddSingleton(log).AddScoped<PriceSource>().AddCached<IPriceReader, Prices>().BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<IPriceReader>().PriceAsync(1);
        await scope.ServiceProvider.GetRequiredService<IPriceReader>().PriceAsync(1);

        Assert.Equal(2, log.Uses);
        Assert.True((await ((PricesCached)scope.ServiceProvider.GetRequiredService<IPriceReader>()).Cached.Price.TryGetAsync(1)).Found);
    }
}
