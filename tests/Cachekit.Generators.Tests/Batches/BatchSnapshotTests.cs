using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Batches;

/// <summary>What is generated for methods of many ids, whole.</summary>
public sealed class BatchSnapshotTests
{
    [Fact]
    public void Batch_SharingWithTheMethodOfOneId() => Verify("""
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public sealed record Product(int Id, string Name);

        public sealed partial class Catalog
        {
            [CacheKey]
            public string Store { get; } = "main";

            [Cache(Ttl = "5m")]
            public partial Task<Product?> GetProductAsync(int id, string region, CancellationToken ct = default);

            private Task<Product?> GetProductCoreAsync(int id, string region, CancellationToken ct) => Task.FromResult<Product?>(null);

            [Cache, CacheBatch(SharesWith = nameof(GetProductAsync))]
            public partial Task<IReadOnlyDictionary<int, Product>> GetProductsAsync(IReadOnlyList<int> ids, string region, [CacheIgnore] object log, CancellationToken ct = default);

            private Task<IReadOnlyDictionary<int, Product>> GetProductsCoreAsync(IReadOnlyList<int> ids, string region, object log, CancellationToken ct) =>
                Task.FromResult<IReadOnlyDictionary<int, Product>>(new Dictionary<int, Product>());
        }
        """);

    [Fact]
    public void Batch_WithEntriesOfItsOwn() => Verify("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public static partial class Prices
        {
            [Cache, CacheBatch]
            public static partial decimal[] Of(int year, params string[] articles);

            private static decimal[] OfCore(int year, string[] articles) => new decimal[articles.Length];
        }
        """);

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var outcome = TestCompilation.Generate(source);

        outcome.AssertCompiles();
        var file = Assert.Single(outcome.Files);
        Snapshot.Match($"// {file.Key}\n{file.Value}", name);
    }
}
