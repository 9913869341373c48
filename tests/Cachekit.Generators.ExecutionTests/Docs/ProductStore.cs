namespace Shop;

/// <summary>What the examples cache, and a count of how often it was asked.</summary>
public sealed class ProductStore : IProductStore
{
    private readonly Dictionary<(int, string), string> _names = [];

    public int Reads { get; private set; }

    public ValueTask<Product?> FindAsync(int id, string region, CancellationToken cancellationToken)
    {
        Reads++;
        return ValueTask.FromResult<Product?>(new Product(id, region, _names.GetValueOrDefault((id, region), "unnamed")));
    }

    public Task RenameAsync(int id, string region, string name)
    {
        _names[(id, region)] = name;
        return Task.CompletedTask;
    }
}
