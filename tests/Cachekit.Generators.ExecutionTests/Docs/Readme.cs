// <readme-catalog>
using Cachekit;

namespace Shop;

public sealed record Product(int Id, string Region, string Name);

public sealed partial class ProductCatalog(IProductStore store)
{
    [Cache(Preset.Production, Ttl = "5m")]
    public partial ValueTask<Product?> GetProductAsync(int id, string region, CancellationToken ct = default);

    // the uncached body, found by its name
    private ValueTask<Product?> GetProductCoreAsync(int id, string region, CancellationToken ct) => store.FindAsync(id, region, ct);

    [Invalidates(nameof(GetProductAsync))] // arguments are matched by name, checked by the compiler
    public partial Task RenameAsync(int id, string region, string name);

    private Task RenameCoreAsync(int id, string region, string name) => store.RenameAsync(id, region, name);
}
// </readme-catalog>
