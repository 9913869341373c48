using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Cachekit;

namespace Stranger;

/// <summary>A product.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The name.</param>
/// <param name="Price">The price.</param>
public sealed record Product(int Id, string Name, decimal Price);

/// <summary>Products, with methods of every kind.</summary>
public partial class Catalog
{
    private int _loads;

    /// <summary>How often a body has run.</summary>
    public int Loads => _loads;

    /// <summary>Gets a product; see <see cref="Product"/>.</summary>
    /// <param name="id">The number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The product.</returns>
    [Cache(Ttl = "5m")]
    public partial Task<Product?> GetProductAsync(int id, CancellationToken cancellationToken = default);

    /// <summary>Gets many.</summary>
    /// <param name="ids">The numbers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The products.</returns>
    [Cache, CacheBatch]
    public partial Task<IReadOnlyDictionary<int, Product>> GetProductsAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken = default);

    /// <summary>Gets numbers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The numbers.</returns>
    [Cache]
    public partial IAsyncEnumerable<int> GetNumbersAsync(int count, CancellationToken cancellationToken = default);

    /// <summary>Gets the names, without any instance data.</summary>
    /// <param name="region">Part of the key, although nobody reads it.</param>
    /// <returns>The names.</returns>
    [Cache, CacheTag("names")]
    public partial IReadOnlyList<string> GetNames(string region);

    /// <summary>Gets the version.</summary>
    /// <returns>The version.</returns>
    [Cache]
    public partial string GetVersion();

    /// <summary>Changes a product.</summary>
    /// <param name="id">The number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task.</returns>
    [Invalidates(nameof(GetProductAsync)), InvalidatesTag("names")]
    public partial Task ChangeAsync(int id, CancellationToken cancellationToken = default);

    private Task<Product?> GetProductCoreAsync(int id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Product?>(new Product(id, "x", Interlocked.Increment(ref _loads)));
    }

    private async Task<IReadOnlyDictionary<int, Product>> GetProductsCoreAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        var products = new Dictionary<int, Product>();
        foreach (var id in ids)
        {
            if (await GetProductCoreAsync(id, cancellationToken).ConfigureAwait(false) is { } product)
            {
                products.Add(id, product);
            }
        }

        return products;
    }

    private async IAsyncEnumerable<int> GetNumbersCoreAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    private IReadOnlyList<string> GetNamesCore(string region) => new List<string> { "a", "b" };

    private string GetVersionCore() => "1";

    private Task ChangeCoreAsync(int id) => Task.CompletedTask;
}
