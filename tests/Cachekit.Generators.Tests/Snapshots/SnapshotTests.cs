using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Snapshots;

/// <summary>Every kind of generated file, whole.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void ValueTask_OfARecord() => Verify("""
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public sealed record Product(int Id, string Name, decimal Price);

        public sealed partial class ProductCatalog
        {
            [Cache(Preset.Production, Ttl = "5m")]
            public partial ValueTask<Product?> GetProductAsync(int id, string region, CancellationToken ct = default);

            private ValueTask<Product?> GetProductCoreAsync(int id, string region, CancellationToken ct) => new(new Product(id, region, 1));

            [Invalidates(nameof(GetProductAsync))]
            public partial Task RenameAsync(int id, string region, string name);

            private Task RenameCoreAsync(int id, string region, string name) => Task.CompletedTask;
        }
        """);

    [Fact]
    public void Static_SyncAndAsyncWithAllSettings() => Verify("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Cachekit;

        [CacheNamespace("geo")]
        public static partial class Geo
        {
            [Cache(Preset.Minimal, Ttl = "never", NullTtl = "30s", Version = "2", Backend = "slow")]
            public static partial string? Country(double latitude, double longitude);

            private static string? CountryCore(double latitude, double longitude) => null;

            [Cache(CacheNulls = false, Source = nameof(LoadCities))]
            internal static partial Task<List<string>> CitiesAsync(string country, params string[] tags);

            private static Task<List<string>> LoadCities(string country, string[] tags) => Task.FromResult(new List<string>());
        }
        """);

    [Fact]
    public void Generic_NestedWithInstanceKeyAndRuntime() => Verify("""
        using System.Threading.Tasks;
        using Cachekit;

        namespace Data
        {
            public partial class Outer<T>
            {
                public partial class Repository<TKey>(CachekitRuntime runtime, string tenant)
                    where TKey : notnull
                {
                    [CacheKey]
                    public string Tenant { get; } = tenant;

                    [Cache]
                    public partial Task<int> CountAsync<TEntity>(TKey key, TEntity filter, [CacheIgnore] object log)
                        where TEntity : struct;

                    private Task<int> CountCoreAsync<TEntity>(TKey key, TEntity filter, object log)
                        where TEntity : struct => Task.FromResult(1);
                }
            }
        }
        """);

    [Fact]
    public void Secure_WithATenantParameter() => Verify("""
        using System;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Clinic;

        public sealed record Patient(Guid Id, string Name);

        public sealed partial class Patients
        {
            [Cache, Secure]
            public partial Task<Patient?> GetPatientAsync([CacheTenant] string hospital, Guid id);

            private Task<Patient?> GetPatientCoreAsync(string hospital, Guid id) => Task.FromResult<Patient?>(new Patient(id, hospital));

            [Cache(Preset.Minimal), Secure(Tenant = "reports")]
            public static partial int Count(int year);

            private static int CountCore(int year) => year;
        }
        """);

    [Fact]
    public void Interop_RecordInSnakeCase() => Verify("""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public enum Level : byte { Low, High }

        public sealed record Customer(int UserID, string? DisplayName, Address? HomeAddress, Level Level, DateTimeOffset CreatedAt)
        {
            public Dictionary<string, double> Scores { get; init; } = [];

            public (int, bool)? LastSeen { get; set; }
        }

        public readonly record struct Address(string Street, Guid? ZoneId);

        public sealed partial class Customers
        {
            [Cache(Interop = "get_customer", Namespace = "crm", InteropNaming = InteropNaming.SnakeCase)]
            public partial ValueTask<Customer?> GetCustomerAsync(int id, DateTime? since, [CacheIgnore] string trace);

            private ValueTask<Customer?> GetCustomerCoreAsync(int id, DateTime? since, string trace) => new((Customer?)null);
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
