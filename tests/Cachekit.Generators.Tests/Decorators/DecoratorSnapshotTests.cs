using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Decorators;

/// <summary>What is generated for decorators, whole.</summary>
public sealed class DecoratorSnapshotTests
{
    [Fact]
    public void Decorator_OfAnInterface() => Verify("""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public sealed record Product(int Id, string Name);

        [CacheDecorator]
        public interface IProductStore : IDisposable
        {
            event EventHandler? Changed;

            [CacheKey]
            string Region { get; }

            int this[int index] { get; set; }

            [Cache(Ttl = "5m"), CacheTag("product:{id}")]
            Task<Product?> FindAsync(int id, CancellationToken cancellationToken = default);

            [Invalidates(nameof(FindAsync)), InvalidatesTag("product:{id}")]
            Task RenameAsync(int id, string name);

            T? Convert<T>(in int value, out string text, params object[] others);
        }
        """);

    [Fact]
    public void Decorator_OfAGenericClass() => Verify("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public interface IReader<TKey>
        {
            ValueTask<string> ReadAsync(TKey key);
        }

        [CacheDecorator(Name = "FastReader")]
        public abstract class Reader<TKey> : IReader<TKey>
            where TKey : notnull
        {
            [Cache]
            public abstract ValueTask<string> ReadAsync(TKey key);
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
