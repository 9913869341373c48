using Cachekit.Generators.ExecutionTests.Docs;

namespace Shop;

/// <summary>The examples of the README do what it says.</summary>
public sealed class ReadmeTests
{
    static ReadmeTests() => Ambient.Prepare();

    [Fact]
    public async Task Calls_AreAnsweredAsTheReadmeSays()
    {
        var store = new ProductStore();
        var catalog = new ProductCatalog(store);

        // <readme-calls>
        var product = await catalog.GetProductAsync(42, "eu");      // runs the body
        product = await catalog.GetProductAsync(42, "eu");          // answered from memory

        await catalog.RenameAsync(42, "eu", "Lamp");                // removes the entry
        product = await catalog.GetProductAsync(42, "eu");          // runs the body again

        await catalog.Cached.GetProduct.InvalidateAsync(42, "eu");  // the same by hand
        // </readme-calls>

        Assert.Equal(new Product(42, "eu", "Lamp"), product);
        Assert.Equal(2, store.Reads);
        Assert.False((await catalog.Cached.GetProduct.TryGetAsync(42, "eu")).Found);
    }
}
