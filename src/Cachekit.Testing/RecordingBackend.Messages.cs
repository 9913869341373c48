using Cachekit.Pipeline;

namespace Cachekit.Testing;

public sealed partial class RecordingBackend : IListensAtOnce
{
    private readonly List<Listener> _listeners = [];

    /// <summary>How many listen now.</summary>
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

    /// <inheritdoc/>
    public void Publish(ReadOnlyMemory<byte> message)
    {
        Ask(new RecordedCall(RecordedOperations.Publish, [], isAsync: false) { Bytes = message.Length });
        Deliver(message);
    }

    /// <inheritdoc/>
    public async ValueTask PublishAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        await AskAsync(new RecordedCall(RecordedOperations.Publish, [], isAsync: true) { Bytes = message.Length }, cancellationToken).ConfigureAwait(false);
        Deliver(message);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> SubscribeAsync(Action<ReadOnlyMemory<byte>> onMessage, Action onGap, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onMessage);
        ArgumentNullException.ThrowIfNull(onGap);
        await AskAsync(new RecordedCall(RecordedOperations.Subscribe, [], isAsync: true), cancellationToken).ConfigureAwait(false);
        var listener = new Listener(this, onMessage, onGap);
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return listener;
    }

    /// <summary>Tells all listeners that they may have missed messages, as after a connection that was lost and has come back.</summary>
    public void ReportGap()
    {
        foreach (var listener in AllListeners())
        {
            listener.OnGap();
        }
    }

    private void Deliver(ReadOnlyMemory<byte> message)
    {
        foreach (var listener in AllListeners())
        {
            // A copy for each: the message is the sender's, and no listener may change what another one gets.
            listener.OnMessage(message.ToArray());
        }
    }

    private Listener[] AllListeners()
    {
        lock (_lock)
        {
            return [.. _listeners];
        }
    }

    private sealed class Listener(RecordingBackend backend, Action<ReadOnlyMemory<byte>> onMessage, Action onGap) : IAsyncDisposable
    {
        public Action<ReadOnlyMemory<byte>> OnMessage { get; } = onMessage;

        public Action OnGap { get; } = onGap;

        public ValueTask DisposeAsync()
        {
            lock (backend._lock)
            {
                backend._listeners.Remove(this);
            }

            return default;
        }
    }
}
