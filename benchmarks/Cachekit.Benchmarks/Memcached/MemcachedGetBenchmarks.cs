using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using BenchmarkDotNet.Attributes;
using Cachekit.Backends;

namespace Cachekit.Benchmarks.Memcached;

/// <summary>
/// What does a read of 1 KiB cost through the backend, with so many callers at a time, against a bare socket that sends one request and waits?
/// Needs a memcached: <c>CACHEKIT_MEMCACHED_SERVERS</c> names it, or it listens on 127.0.0.1:11211.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Disconnect disposes of them.")]
public class MemcachedGetBenchmarks
{
    private const int Reads = 64 * 1024;
    private const int Size = 1024;
    private readonly string[] _keys = [.. Enumerable.Range(0, 1000).Select(static i => string.Create(CultureInfo.InvariantCulture, $"cachekit:benchmark:{i}"))];
    private readonly byte[] _answer = new byte[2 * Size];
    private MemcachedBackend _backend = null!;
    private Socket _socket = null!;
    private byte[][] _requests = null!;

    [GlobalSetup]
    public void Connect()
    {
        var server = Environment.GetEnvironmentVariable("CACHEKIT_MEMCACHED_SERVERS") ?? "127.0.0.1:11211";
        _backend = new MemcachedBackend(new MemcachedBackendOptions { Servers = [server] });
        foreach (var key in _keys)
        {
            _backend.Set(key, new byte[Size], TimeSpan.FromHours(1));
        }

        var colon = server.LastIndexOf(':');
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(server[..colon], int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        _requests = Array.ConvertAll(_keys, static key => Encoding.ASCII.GetBytes($"mg {key} t f v\r\n"));
    }

    [GlobalCleanup]
    public void Disconnect()
    {
        _backend.Dispose();
        _socket.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Reads)]
    public int BareSocket()
    {
        var bytes = 0;
        for (var i = 0; i < Reads; i++)
        {
            _socket.Send(_requests[i % _requests.Length]);
            for (var received = 0; received < Size; bytes += received)
            {
                received += _socket.Receive(_answer);
            }
        }

        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Reads)]
    public int OneSyncCaller()
    {
        var bytes = 0;
        for (var i = 0; i < Reads; i++)
        {
            using var value = _backend.Get(_keys[i % _keys.Length]);
            bytes += value.Bytes.Length;
        }

        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Reads)]
    public Task<int[]> OneCaller() => ReadAsync(1);

    [Benchmark(OperationsPerInvoke = Reads)]
    public Task<int[]> EightCallers() => ReadAsync(8);

    [Benchmark(OperationsPerInvoke = Reads)]
    public Task<int[]> SixtyFourCallers() => ReadAsync(64);

    [Benchmark(OperationsPerInvoke = Reads)]
    public Task<int[]> TwoHundredFiftySixCallers() => ReadAsync(256);

    private Task<int[]> ReadAsync(int callers) => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
    {
        var bytes = 0;
        for (var i = 0; i < Reads / callers; i++)
        {
            using var value = await _backend.GetAsync(_keys[(i + caller) % _keys.Length]);
            bytes += value.Bytes.Length;
        }

        return bytes;
    })));
}
