using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using Cachekit.Backends;
using Cachekit.Pipeline;
using Cachekit.TestSupport.Servers;
using StackExchange.Redis;

namespace Cachekit.Benchmarks.Redis;

/// <summary>
/// What does a read of 1 KiB cost with so many callers at a time, through the backend and through a cached method that keeps nothing in memory,
/// against the bare client's GET? The time is that of one read in the stream of all: times the callers it is what a caller waits.
/// </summary>
/// <remarks>Starts a <c>redis-server</c> of its own, which has to be on the path.</remarks>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Stop disposes of them.")]
public class RedisReadBenchmarks
{
    private const int Reads = 4096;
    private const int Entries = 1000;
    private const int Size = 1024;
    private readonly string[] _keys =
    [
        .. Enumerable.Range(0, Entries).Select(static i => string.Create(
            CultureInfo.InvariantCulture, $"t:default:ns:benchmark:func:module.function:args:0123456789abcdef0123456789abcdef:{i:D6}")),
    ];

    private RedisServer _server = null!;
    private ConnectionMultiplexer _connection = null!;
    private IDatabase _database = null!;
    private RedisBackend _backend = null!;
    private IValueReadingBackend _values = null!;
    private CachekitRuntime _runtime = null!;
    private Profiles _profiles = null!;

    [Params(1, 64)]
    public int Callers { get; set; }

    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Stop() => StopAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true, OperationsPerInvoke = Reads, Description = "StackExchange.Redis GET")]
    public Task<long[]> Client() => ReadAsync(async i => ((byte[]?)await _database.StringGetAsync(_keys[i]).ConfigureAwait(false))!.Length);

    [Benchmark(OperationsPerInvoke = Reads, Description = "Backend, value and remaining life")]
    public Task<long[]> Backend() => ReadAsync(async i =>
    {
        using var value = await _backend.GetAsync(_keys[i]).ConfigureAwait(false);
        return value.Bytes.Length;
    });

    [Benchmark(OperationsPerInvoke = Reads, Description = "Backend, value only")]
    public Task<long[]> BackendValueOnly() => ReadAsync(async i =>
    {
        using var value = await _values.GetValueAsync(_keys[i]).ConfigureAwait(false);
        return value.Bytes.Length;
    });

    [Benchmark(OperationsPerInvoke = Reads, Description = "Cached method, nothing in memory")]
    public Task<long[]> CachedMethod() => ReadAsync(async i => (await _profiles.GetAsync(i).ConfigureAwait(false)).Length);

    private Task<long[]> ReadAsync(Func<int, ValueTask<int>> read) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        var characters = 0L;
        for (var i = 0; i < Reads / Callers; i++)
        {
            characters += await read(((caller * 7919) + i) % Entries).ConfigureAwait(false);
        }

        return characters;
    })));

    // Not every way of running benchmarks waits for asynchronous setups.
    private async Task StartAsync()
    {
        _server = await RedisServer.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_server.Address);
        _database = _connection.GetDatabase();
        _values = _backend = new RedisBackend(new RedisBackendOptions { Url = $"redis://{_server.Address}" });
        var options = new CachekitOptions { Local = { Enabled = false } };
        _runtime = new CachekitRuntime(options.UseBackend(_backend));
        _profiles = new Profiles(_runtime);
        for (var i = 0; i < Entries; i++)
        {
            await _backend.SetAsync(_keys[i], new byte[Size], TimeSpan.FromHours(1));
            await _profiles.GetAsync(i);
        }
    }

    private async Task StopAsync()
    {
        _runtime.Dispose();
        await _backend.DisposeAsync();
        _connection.Dispose();
        await _server.DisposeAsync();
    }
}
