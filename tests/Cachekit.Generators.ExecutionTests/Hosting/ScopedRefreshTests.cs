using Cachekit.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.Generators.ExecutionTests.Hosting;

/// <summary>A refresh of a class that comes from the services, over something that ends with the request.</summary>
public sealed class ScopedRefreshTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly OrderLog _log = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ScopedDependency_IsNeverUsedAfterItsEnd(bool underInterface)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_log);
        services.AddScoped<OrderContext>();
        services.AddCachekit(options =>
        {
            options.TimeProvider = _time;
            options.UseNoBackend();
        });
        if (underInterface)
        {
            services.AddScoped<IOrders, Orders>();
        }
        else
        {
            services.AddScoped<Orders>();
            services.AddScoped<IOrders>(scope => scope.GetRequiredService<Orders>());
        }

        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var runtime = provider.GetRequiredService<CachekitRuntime>();
        for (var request = 0; request < 50; request++)
        {
            await using (var scope = provider.CreateAsyncScope())
            {
                var orders = scope.ServiceProvider.GetRequiredService<IOrders>();
                await orders.CountAsync("eu");
                Assert.Equal("sum of eu", orders.Sum("eu"));
            }

            // The next request finds the value past its threshold, starts a refresh, and ends before it does.
            _time.Advance(TimeSpan.FromMinutes(6));
        }

        await runtime.DisposeAsync();
        Assert.Equal(0, _log.UsedAfterEnd);
        Assert.True(_log.Uses > 30, $"Bodies used it {_log.Uses} times.");
    }
}
