namespace Cachekit.TestSupport.Backends;

/// <summary>A backend with messages in front of another one: they are delivered inside of the call that sends them, or when the test says so, or never.</summary>
public sealed class NotifyingBackend(FaultyBackend inner) : INotifyingCacheBackend
{
    private readonly object _lock = new();
    private readonly List<Listener> _listeners = [];
    private readonly List<byte[]> _held = [];
    private bool _holds;
    private int _publishFailures;
    private int _subscribeFailures;
    private Exception? _failure;

    public string Name { get; init; } = "notifying";

    /// <summary>All messages that were sent, in their order.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>How many listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>From now on messages wait for <see cref="Deliver"/> or <see cref="Lose"/>.</summary>
    public void Hold() => _holds = true;

    /// <summary>Delivers what waits, and from now on everything at once.</summary>
    public void Deliver()
    {
        _holds = false;
        byte[][] all;
        lock (_lock)
        {
            all = [.. _held];
            _held.Clear();
        }

        foreach (var message in all)
        {
            Send(message);
        }
    }

    /// <summary>Drops what waits, and from now on delivers everything at once.</summary>
    public void Lose()
    {
        _holds = false;
        lock (_lock)
        {
            _held.Clear();
        }
    }

    /// <summary>Tells all listeners that messages may have been missed.</summary>
    public void Gap()
    {
        foreach (var listener in All())
        {
            listener.OnGap();
        }
    }

    /// <summary>Sends bytes as somebody else would.</summary>
    public void Send(byte[] message)
    {
        foreach (var listener in All())
        {
            listener.OnMessage(message);
        }
    }

    public void FailPublishing(int times, BackendErrorKind kind = BackendErrorKind.Transient)
    {
        _failure = new CacheBackendException(kind, "The message was told to fail.");
        _publishFailures = times;
    }

    public void FailListening(int times)
    {
        _failure = new CacheBackendException(BackendErrorKind.Transient, "Listening was told to fail.");
        _subscribeFailures = times;
    }

    public void Publish(ReadOnlyMemory<byte> message)
    {
        if (Interlocked.Decrement(ref _publishFailures) >= 0)
        {
            throw _failure!;
        }

        var bytes = message.ToArray();
        lock (_lock)
        {
            Sent.Add(bytes);
            if (_holds)
            {
                _held.Add(bytes);
                return;
            }
        }

        Send(bytes);
    }

    public ValueTask PublishAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Publish(message);
        return default;
    }

    public ValueTask<IAsyncDisposable> SubscribeAsync(Action<ReadOnlyMemory<byte>> onMessage, Action onGap, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Decrement(ref _subscribeFailures) >= 0)
        {
            throw _failure!;
        }

        var listener = new Listener(this, message => onMessage(message), onGap);
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return new ValueTask<IAsyncDisposable>(listener);
    }

    public BackendValue Get(string key) => inner.Get(key);

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => inner.GetAsync(key, cancellationToken);

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => inner.Set(key, value, ttl);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        inner.SetAsync(key, value, ttl, cancellationToken);

    public bool Delete(string key) => inner.Delete(key);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    public bool Exists(string key) => inner.Exists(key);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => inner.ExistsAsync(key, cancellationToken);

    private Listener[] All()
    {
        lock (_lock)
        {
            return [.. _listeners];
        }
    }

    private sealed record Listener(NotifyingBackend Owner, Action<byte[]> OnMessage, Action OnGap) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (Owner._lock)
            {
                Owner._listeners.Remove(this);
            }

            return default;
        }
    }
}
