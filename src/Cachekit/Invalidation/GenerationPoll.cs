using Cachekit.Keys;
using Cachekit.Pipeline;
using Cachekit.Storage;

namespace Cachekit.Invalidation;

/// <summary>Where a backend has no messages: asks now and then whether anything was invalidated, by a few entries whose stamps change then.</summary>
/// <remarks>
/// A namespace has a generation, which every invalidation in it raises while this is on, and the markers of itself and of its methods, which are raised in any case. When
/// one has changed, the memory of the namespace begins anew. That includes the process that invalidated: it cannot tell whether another one did too, just before it.
/// </remarks>
internal sealed class GenerationPoll : IDisposable
{
    private const string Everything = "*";

    private readonly object _lock = new();
    private readonly InvalidationHub _hub;
    private readonly BackendPort _port;
    private readonly TimeSpan _interval;
    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private bool _running;
    private bool _failing;
    private bool _disposed;

    internal GenerationPoll(InvalidationHub hub, BackendPort port, TimeSpan interval)
    {
        _hub = hub;
        _port = port;
        _interval = interval;
        _watched.Add(CacheKeyText.TagGeneration, new Watched(Everything));
    }

    /// <summary>Completes with the first poll; completed while nobody needs one.</summary>
    internal Task Ready
    {
        get
        {
            lock (_lock)
            {
                return _timer is null ? Task.CompletedTask : _ready.Task;
            }
        }
    }

    /// <summary>Begins to look at a method's namespace.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="markers">The keys of the markers of the namespace and the method.</param>
    internal void Add(string? ns, IEnumerable<string> markers)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            foreach (var key in markers.Append(CacheKeyText.CreateGeneration(ns)))
            {
                _watched.TryAdd(key, new Watched(ns ?? ""));
            }

            if (_timer is null)
            {
                using AsyncFlowControl? unflowed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
                _timer = _port.TimeProvider.CreateTimer(static state => ((GenerationPoll)state!).Tick(), this, TimeSpan.Zero, _interval);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
            _ready.TrySetResult();
        }
    }

    /// <summary>Raises a generation.</summary>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    internal ValueTask RaiseAsync(string key, CancellationToken cancellationToken) => _port.SetAsync(key, NewGeneration(), ttl: null, cancellationToken);

    /// <inheritdoc cref="RaiseAsync"/>
    internal void Raise(string key) => _port.Set(key, NewGeneration(), ttl: null);

    /// <summary>Raises all generations, because it is not known any more which one should have been.</summary>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    internal async ValueTask RaiseAllAsync()
    {
        string[] keys;
        lock (_lock)
        {
            keys = [.. _watched.Where(static watched => watched.Value.IsGeneration(watched.Key)).Select(static watched => watched.Key)];
        }

        foreach (var key in keys)
        {
            await _port.Backend.SetAsync(key, NewGeneration(), ttl: null, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Looks now; for tests, and for the timer.</summary>
    internal async Task PollAsync()
    {
        string[] keys;
        lock (_lock)
        {
            if (_running || _disposed)
            {
                return;
            }

            _running = true;
            keys = [.. _watched.Keys];
        }

        try
        {
            var found = await _port.GetManyAsync(keys, CancellationToken.None).ConfigureAwait(false);
            var changed = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < keys.Length; i++)
            {
                using var value = found[i];
                Compare(keys[i], value, changed);
            }

            _failing = false;
            foreach (var ns in changed)
            {
                Log.GenerationChanged(_hub.Logger, ns);
                _hub.Flush(ns == Everything ? null : ns);
            }
        }
        catch (CacheBackendException exception)
        {
            if (!_failing)
            {
                _failing = true;
                Log.PollFailed(_hub.Logger, exception, _port.Name);
            }
        }
        finally
        {
            lock (_lock)
            {
                _running = false;
            }

            _ready.TrySetResult();
        }
    }

    private byte[] NewGeneration() => StampedFormat.CreateMarker(StampClock.Next(_port.TimeProvider));

    private void Compare(string key, BackendValue value, HashSet<string> changed)
    {
        var stamp = value.Found && StampedFormat.TryReadStamp(value.Bytes.Span, out var read) ? read : 0;
        lock (_lock)
        {
            var watched = _watched[key];
            if (watched.Stamp != stamp)
            {
                watched.Stamp = stamp;
                changed.Add(watched.Namespace);
            }
        }
    }

    private void Tick() => ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.PollAsync(), this, preferLocal: false);

    /// <param name="ns">Whose memory begins anew when the stamp changes.</param>
    private sealed class Watched(string ns)
    {
        internal string Namespace { get; } = ns;

        /// <summary>The stamp; <see langword="null"/> before the first look, so that what came into memory before it is not trusted.</summary>
        internal long? Stamp { get; set; }

        internal bool IsGeneration(string key) => Namespace == Everything || key == CacheKeyText.CreateGeneration(Namespace);
    }
}
