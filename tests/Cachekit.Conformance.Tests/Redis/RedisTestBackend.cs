using System.Globalization;
using System.Text;

namespace Cachekit.Conformance.Tests.Redis;

/// <summary>As much of a Redis backend as entries need that other programs read and write.</summary>
internal sealed class RedisTestBackend(int port) : ICacheBackend, IDisposable
{
    private readonly object _lock = new();
    private readonly RedisConnection _connection = new(port);

    public string Name => "redis";

    public BackendValue Get(string key)
    {
        lock (_lock)
        {
            return Send("GET", key) is byte[] bytes
                ? new BackendValue(bytes, Send("PTTL", key) is >= 0L and long left ? TimeSpan.FromMilliseconds(left) : null)
                : BackendValue.Missing;
        }
    }

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        lock (_lock)
        {
            if (ttl is { } life)
            {
                _connection.Send(Text("SET"), Text(key), value, Text("PX"), Text(Math.Max(1L, (long)life.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
            }
            else
            {
                _connection.Send(Text("SET"), Text(key), value);
            }
        }
    }

    public bool Delete(string key)
    {
        lock (_lock)
        {
            return Send("DEL", key) is 1L;
        }
    }

    public bool Exists(string key)
    {
        lock (_lock)
        {
            return Send("EXISTS", key) is 1L;
        }
    }

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => new(Get(key));

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        Set(key, value, ttl);
        return default;
    }

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => new(Delete(key));

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => new(Exists(key));

    public void Dispose() => _connection.Dispose();

    private object? Send(string command, string key) => _connection.Send(Text(command), Text(key));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
