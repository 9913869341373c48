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

    [Fact]
    public void Settings_OfMethodTypeAndAssembly() => Verify("""
        using System.Threading.Tasks;
        using Cachekit;

        [assembly: CacheDefaults(Jitter = 0.1, LockWait = "2s")]

        namespace Shop;

        [CacheDefaults(Preset.Io, Namespace = "shop", StaleFor = "1h")]
        public partial class Shelves
        {
            [CacheDefaults(Ttl = "1m", Sliding = true)]
            public static partial class Prices
            {
                [Cache(
                    SwrEnabled = true, SwrThresholdRatio = 0.75, BackgroundRefresh = BackgroundRefresh.SameInstance, FailSafe = false, SoftTimeout = "250ms", HardTimeout = "5s",
                    LockEnabled = true, Priority = CachePriority.NeverRemove, LocalEnabled = true, LocalMaxSizeMb = 16, InvalidationEnabled = false, NamespaceIndex = false)]
                public static partial Task<int> GetPriceAsync(int id);

                private static Task<int> GetPriceCoreAsync(int id) => Task.FromResult(id);
            }
        }
        """);

    [Fact]
    public void Tags_OfEntriesAndToInvalidate() => Verify("""
        using System;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public enum Region { Eu, Us }

        public sealed partial class Orders(CachekitRuntime runtime)
        {
            [CacheKey]
            public Guid Tenant { get; init; }

            [Cache, CacheTag("orders"), CacheTag("{Tenant}:user:{userId}"), CacheTag("{region}")]
            public partial Task<string[]> GetOrdersAsync(int userId, Region? region);

            private Task<string[]> GetOrdersCoreAsync(int userId, Region? region) => Task.FromResult(new string[0]);

            [Invalidates(nameof(GetOrdersAsync)), InvalidatesTag("{Tenant}:user:{userId}")]
            public partial Task<bool> AddAsync(int userId, Region? region, string text);

            private Task<bool> AddCoreAsync(int userId, Region? region, string text) => Task.FromResult(true);

            [InvalidatesTag("orders")]
            public partial void Clear();

            private void ClearCore() { }
        }
        """);

    [Fact]
    public void Freshness_OfBodies() => Verify("""
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public sealed record Rates(decimal Euro);

        public sealed partial class RateTable
        {
            [Cache(StaleFor = "1h")]
            public partial ValueTask<Rates?> GetRatesAsync(string currency, CancellationToken ct = default);

            private async Task<Cacheable<Rates>> GetRatesCoreAsync(string currency, CachePrevious<Rates> previous, CancellationToken ct)
            {
                await Task.Yield();
                return previous.Found ? Cacheable.Unchanged<Rates>() : new Cacheable<Rates>(new Rates(1)) { Validator = "1" };
            }

            [Cache]
            public static partial int Days(int year);

            private static int DaysCore(int year, CachePrevious<int> previous) => previous.Value;
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
