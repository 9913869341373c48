using System.Text.Json.Serialization;
using Cachekit;
using Cachekit.Generators.ExecutionTests;

namespace Guides.Values;

// <values-subtypes>
[JsonDerivedType(typeof(CardPayment), "card")]
[JsonDerivedType(typeof(Invoice), "invoice")]
public abstract record Payment(decimal Amount);

public sealed record CardPayment(decimal Amount, string LastDigits) : Payment(Amount);

public sealed record Invoice(decimal Amount, DateOnly Due) : Payment(Amount);
// </values-subtypes>

public sealed record CashPayment(decimal Amount) : Payment(Amount);

// <values-members>
public sealed class Invoices
{
    public required string Customer { get; init; }               // stored: public, with a setter or init

    public IReadOnlyList<Payment> Payments { get; init; } = [];  // stored

    public decimal Total => Payments.Sum(p => p.Amount);         // computed: not stored

    [CacheInclude]
    internal int Revision;                                       // a field, stored on request

    [CacheIgnore]
    public object? Tag { get; set; }                             // left out: null after a read from the cache
}
// </values-members>

public sealed record Product(int Id, string Name);

public sealed partial class Store(CachekitRuntime runtime)
{
    public int Runs { get; private set; }

    [Cache]
    public partial Task<Product> GetAsync(int id);

    private Task<Product> GetCoreAsync(int id) => Task.FromResult(new Product(id, $"run {++Runs}"));

    [Cache]
    public partial Task<IReadOnlyList<Product>> ListAsync(int count);

    private Task<IReadOnlyList<Product>> ListCoreAsync(int count) =>
        Task.FromResult<IReadOnlyList<Product>>(Enumerable.Range(0, count).Select(id => new Product(id, $"run {++Runs}")).ToList());

    [Cache]
    public partial Task<List<Product>> EditableAsync(int count);

    private Task<List<Product>> EditableCoreAsync(int count) =>
        Task.FromResult(Enumerable.Range(0, count).Select(id => new Product(id, $"run {++Runs}")).ToList());

    [Cache]
    public partial Task<Payment> PayAsync(string kind);

    private Task<Payment> PayCoreAsync(string kind)
    {
        Runs++;
        return Task.FromResult<Payment>(kind switch
        {
            "card" => new CardPayment(5, "1234"),
            "invoice" => new Invoice(7, new DateOnly(2026, 1, 31)),
            _ => new CashPayment(9),
        });
    }

    [Cache]
    public partial Task<Invoices> InvoicesAsync(string customer);

    private Task<Invoices> InvoicesCoreAsync(string customer)
    {
        Runs++;
        return Task.FromResult(new Invoices { Customer = customer, Payments = [new CardPayment(5, "1234")], Revision = 3, Tag = new object() });
    }

    [Cache(CacheNulls = false)]
    public partial Task<string?> NoNullsAsync(int id);

    private Task<string?> NoNullsCoreAsync(int id)
    {
        Runs++;
        return Task.FromResult<string?>(null);
    }
}

/// <summary>What the guide on values says.</summary>
public sealed class ValuesTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task ImmutableResults_AreShared_AndOthersAreCopied()
    {
        var store = new Store(_scene.Runtime);

        Assert.Same(await store.GetAsync(1), await store.GetAsync(1));
        Assert.True(store.Cached.Get.Info.HoldsObjects);

        await store.ListAsync(2);
        Assert.Same(await store.ListAsync(2), await store.ListAsync(2));
        Assert.True(store.Cached.List.Info.HoldsObjects);
        Assert.IsNotType<List<Product>>(await store.ListAsync(2));

        var mine = await store.EditableAsync(2);
        Assert.NotSame(mine, await store.EditableAsync(2));
        Assert.False(store.Cached.Editable.Info.HoldsObjects);
        Assert.Equal(5, store.Runs);
    }

    [Fact]
    public async Task KnownSubtypes_ComeBackAsThemselves()
    {
        var store = new Store(_scene.Runtime);
        var there = new Store(_scene.AnotherProcess());

        Assert.Equal(await store.PayAsync("card"), await there.PayAsync("card"));
        Assert.IsType<Invoice>(await store.PayAsync("invoice"));
        Assert.IsType<Invoice>(await there.PayAsync("invoice"));
        Assert.Equal((2, 0), (store.Runs, there.Runs));
    }

    [Fact]
    public async Task UnknownSubtype_IsReturnedAndNotCached()
    {
        var store = new Store(_scene.Runtime);

        Assert.IsType<CashPayment>(await store.PayAsync("cash"));
        Assert.IsType<CashPayment>(await store.PayAsync("cash"));
        Assert.Equal(2, store.Runs);
    }

    [Fact]
    public async Task Members_AreStoredAsTheGuideSays()
    {
        await new Store(_scene.Runtime).InvoicesAsync("Ann");

        var read = await new Store(_scene.AnotherProcess()).InvoicesAsync("Ann");

        Assert.Equal(("Ann", 5, 3), (read.Customer, read.Total, read.Revision));
        Assert.Null(read.Tag);
    }

    [Fact]
    public async Task Null_IsNotKeptWhereTheAttributeSaysSo()
    {
        var store = new Store(_scene.Runtime);

        await store.NoNullsAsync(1);
        await store.NoNullsAsync(1);

        Assert.Equal(2, store.Runs);
    }
}
