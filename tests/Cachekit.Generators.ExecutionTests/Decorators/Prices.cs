namespace Cachekit.Generators.ExecutionTests.Decorators;

public interface IPriceReader
{
    Task<decimal> PriceAsync(int id, CancellationToken cancellationToken = default);
}

public interface IPriceWriter
{
    Task SetAsync(int id, decimal price);
}

/// <summary>Where the prices come from: it counts, and ends with its scope.</summary>
public sealed class PriceSource : IAsyncDisposable
{
    private bool _ended;

    public void Use(PriceLog log) => log.Use(_ended);

    public ValueTask DisposeAsync()
    {
        _ended = true;
        return default;
    }
}

public sealed class PriceLog
{
    private readonly List<string> _disposed = [];

    public int Uses { get; private set; }

    public int UsedAfterEnd { get; private set; }

    public IReadOnlyList<string> Disposed => _disposed;

    public void Use(bool ended)
    {
        lock (_disposed)
        {
            Uses++;
            UsedAfterEnd += ended ? 1 : 0;
        }
    }

    public void Dispose(string what)
    {
        lock (_disposed)
        {
            _disposed.Add(what);
        }
    }
}

/// <summary>What decorated classes have in common.</summary>
public abstract class PricesBase(PriceLog log, PriceSource source)
{
    public PriceLog Log { get; } = log;

    public PriceSource Source { get; } = source;

    public virtual async Task<decimal> PriceAsync(int id, CancellationToken cancellationToken = default)
    {
        Source.Use(Log);
        await Task.Yield();
        Source.Use(Log);
        return id;
    }
}

[CacheDecorator]
public class Prices(PriceLog log, PriceSource source) : PricesBase(log, source), IPriceReader, IPriceWriter, IDisposable, IAsyncDisposable
{
    [CacheKey]
    internal string Currency => "EUR";

    [Cache(Ttl = "10m")]
    public override Task<decimal> PriceAsync(int id, CancellationToken cancellationToken = default) => base.PriceAsync(id, cancellationToken);

    [Invalidates(nameof(PriceAsync))]
    public Task SetAsync(int id, decimal price) => Task.CompletedTask;

    public void Dispose()
    {
        Log.Dispose("sync");
        GC.SuppressFinalize(this);
    }

    public ValueTask DisposeAsync()
    {
        Log.Dispose("async");
        GC.SuppressFinalize(this);
        return default;
    }
}

/// <summary>It inherits the decorator of its base.</summary>
public sealed class SalePrices(PriceLog log, PriceSource source) : Prices(log, source);

/// <summary>The same interface, and a decorator of its own.</summary>
[CacheDecorator]
public sealed class ListPrices(PriceLog log, PriceSource source) : PricesBase(log, source), IPriceReader
{
    [Cache(Ttl = "10m")]
    public override Task<decimal> PriceAsync(int id, CancellationToken cancellationToken = default) => base.PriceAsync(id, cancellationToken);
}

public sealed class NoPrices : IPriceReader
{
    public Task<decimal> PriceAsync(int id, CancellationToken cancellationToken = default) => Task.FromResult(0m);
}

[CacheDecorator]
public interface IRepository<T>
    where T : notnull
{
    [Cache]
    Task<int> CountAsync();

    [Cache]
    Task<string> NameAsync(T key);
}

public sealed class TextRepository : IRepository<string>
{
    public int Runs { get; private set; }

    public Task<int> CountAsync() => Task.FromResult(++Runs);

    public Task<string> NameAsync(string key) => Task.FromResult($"{key} {++Runs}");
}

public sealed class NumberRepository : IRepository<int>
{
    public int Runs { get; private set; } = 100;

    public Task<int> CountAsync() => Task.FromResult(++Runs);

    public Task<string> NameAsync(int key) => Task.FromResult($"{key} {++Runs}");
}
