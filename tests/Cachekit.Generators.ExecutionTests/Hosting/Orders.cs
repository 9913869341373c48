namespace Cachekit.Generators.ExecutionTests.Hosting;

public interface IOrders
{
    Task<int> CountAsync(string region, CancellationToken cancellationToken = default);

    string Sum(string region);
}

/// <summary>A scoped service with cached methods.</summary>
public sealed partial class Orders(OrderContext context, CachekitRuntime runtime) : IOrders
{
    [Cache(Preset.Production, Ttl = "10m")]
    public partial Task<int> CountAsync(string region, CancellationToken cancellationToken = default);

    [Cache(Preset.Production, Ttl = "10m")]
    public partial string Sum(string region);

    private async Task<int> CountCoreAsync(string region, CancellationToken cancellationToken)
    {
        context.Use();
        await Task.Yield();
        context.Use();
        return region.Length;
    }

    private string SumCore(string region)
    {
        context.Use();
        return $"sum of {region}";
    }
}
