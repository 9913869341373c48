using System.Runtime.CompilerServices;

namespace Cachekit.Generators.ExecutionTests.Decorators;

/// <summary>What a decorated interface inherits: what its objects differ by, a method of a signature that the derived one has too, and one with an attribute.</summary>
[CacheDecorator]
public interface IStockBase
{
    [CacheKey]
    string Tenant { get; }

    string Name { get; set; }

    int Ping(int x);

    [Cache]
    Task<int> CountAllAsync();
}

/// <summary>Every kind of member that an interface can have.</summary>
[CacheDecorator, CacheDefaults(Ttl = "5m")]
public interface IStock : IStockBase
{
    delegate void Sold(int id);

    event Sold? OnSold;

    static int Answer => 42;

    int Total { get; init; }

    ref int Counter { get; }

    string this[int id, string text] { get; set; }

    [Cache]
    Task<Item?> FindAsync(int id, [CacheIgnore] string trace = "none", CancellationToken cancellationToken = default);

    [Cache, CacheTag("{Tenant}:kind:{kind}")]
    ValueTask<List<string>> NamesAsync(string kind);

    [Cache]
    int Count(in int region);

    [Cache]
    string Describe<T>(T value)
        where T : struct;

    [Cache, CacheBatch(SharesWith = nameof(FindAsync))]
    Task<IReadOnlyDictionary<int, Item>> FindManyAsync(IReadOnlyList<int> ids, string trace, CancellationToken cancellationToken);

    [Cache]
    IAsyncEnumerable<int> IdsAsync(string kind, CancellationToken cancellationToken);

    [Cache]
    int Doubled(int number) => Runs * number;

    [Invalidates(nameof(FindAsync)), InvalidatesTag("{Tenant}:kind:{kind}")]
    Task<bool> RenameAsync(int id, string kind, string name);

    [InvalidatesTag("{Tenant}:kind:{kind}")]
    void Forget(string kind);

    new int Ping(int x);

    bool TryTake(int id, out Item? item, ref int left);

    T? Convert<T>(object value);

    TClass? Make<TClass>()
        where TClass : class, new();

    ref readonly int Peek();

    void Many(string text, params int[] numbers);

    int Runs => -1;
}

public sealed record Item(int Id, string Name);

public sealed class Stock(string tenant) : IStock
{
    private readonly Dictionary<int, string> _names = [];
    private int _counter;

    public event IStock.Sold? OnSold;

    public string Tenant { get; } = tenant;

    public string Name { get; set; } = "stock";

    public int Total { get; init; } = 9;

    public ref int Counter => ref _counter;

    public int Runs { get; private set; }

    public CancellationToken Last { get; private set; }

    public List<string> Texts { get; } = [];

    public string this[int id, string text]
    {
        get => Texts[id] + text;
        set => Texts.Insert(id, value + text);
    }

    // By name: whoever calls it needs the interface.
    Task<int> IStockBase.CountAllAsync() => Task.FromResult(++Runs);

    int IStockBase.Ping(int x) => x + 1;

    int IStock.Ping(int x) => x + 2;

    public Task<Item?> FindAsync(int id, string trace, CancellationToken cancellationToken)
    {
        Runs++;
        Last = cancellationToken;
        return id < 0 ? throw new InvalidOperationException($"no {id}") : Task.FromResult<Item?>(new Item(id, _names.GetValueOrDefault(id, Tenant)));
    }

    public ValueTask<List<string>> NamesAsync(string kind) => new([kind, $"{++Runs}"]);

    public int Count(in int region) => region + (++Runs * 100);

    public string Describe<T>(T value)
        where T : struct => $"{typeof(T).Name} {value} {++Runs}";

    public Task<IReadOnlyDictionary<int, Item>> FindManyAsync(IReadOnlyList<int> ids, string trace, CancellationToken cancellationToken)
    {
        Runs++;
        return Task.FromResult<IReadOnlyDictionary<int, Item>>(ids.ToDictionary(id => id, id => new Item(id, "many")));
    }

    public async IAsyncEnumerable<int> IdsAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Runs++;
        await Task.Yield();
        yield return kind.Length;
        yield return Runs;
    }

    public Task<bool> RenameAsync(int id, string kind, string name)
    {
        _names[id] = name;
        OnSold?.Invoke(id);
        return Task.FromResult(true);
    }

    public void Forget(string kind)
    {
    }

    public bool TryTake(int id, out Item? item, ref int left)
    {
        item = new Item(id, "taken");
        return --left > 0;
    }

    public T? Convert<T>(object value) => value is T converted ? converted : default;

    public TClass? Make<TClass>()
        where TClass : class, new() => new();

    public ref readonly int Peek() => ref _counter;

    public void Many(string text, params int[] numbers) => Texts.Add($"{text} {numbers.Length}");
}
