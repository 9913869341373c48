using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Interception;

/// <summary>What is generated for interceptors, whole.</summary>
public sealed class InterceptionSnapshotTests
{
    [Fact]
    public void Interceptors_OfAGenericClassWithStaticMethods()
    {
        var outcome = TestCompilation.Generate("""
            using System.Threading;
            using System.Threading.Tasks;
            using Cachekit;

            [assembly: CacheIntercept]

            namespace Shop;

            public class Store<TKey>
                where TKey : notnull
            {
                [CacheKey]
                public string Region => "";

                [Cache(Ttl = "5m")]
                public Task<string> FindAsync<TOther>(TKey key, TOther other, CancellationToken cancellationToken = default)
                    where TOther : struct => Task.FromResult($"{key}{other}");

                [Cache]
                public static int Count(int a) => a;

                [InvalidatesTag("x")]
                public Task ForgetAsync() => Task.CompletedTask;
            }

            public static class Program
            {
                public static async Task RunAsync(Store<int>? store)
                {
                    await store!.FindAsync(1, 2.0);
                    await (store?.FindAsync(2, 'c') ?? Task.FromResult(""));
                    await store!.ForgetAsync();
                    _ = Store<string>.Count(1);
                }
            }
            """);

        outcome.AssertCompiles();
        var file = Assert.Single(outcome.Files);
        Snapshot.Match($"// {file.Key}\n{file.Value}", nameof(Interceptors_OfAGenericClassWithStaticMethods));
    }
}
