using System.Diagnostics.CodeAnalysis;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cachekit.Invalidation;

/// <summary>Listens to a backend's messages: begins in the background, tries again where that fails, and ends with its runtime.</summary>
/// <remarks>The backend holds on to this only, not to the runtime: a runtime that is dropped and not disposed of can be collected, and the next message ends the listening.</remarks>
[SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "The source has no timer and no wait handle, and messages may come after the end.")]
internal sealed class InvalidationListener : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly WeakReference<InvalidationHub> _hub;
    private readonly BackendPort _port;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;

    internal InvalidationListener(InvalidationHub hub, BackendPort port)
    {
        _hub = new WeakReference<InvalidationHub>(hub);
        _port = port;
    }

    /// <summary>Completes when it listens, or never will; completed while nobody needs it to.</summary>
    internal Task Ready => Volatile.Read(ref _started) == 0 ? Task.CompletedTask : _ready.Task;

    /// <summary>Begins, once; the caller waits for nothing.</summary>
    internal void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        if (_port.Backend is IListensAtOnce)
        {
            using AsyncFlowControl? unflowed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
            _ = RunAsync();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.RunAsync(), this, preferLocal: false);
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ready.TrySetResult();
    }

    private async Task RunAsync()
    {
        var ended = _ended.Token;
        var pause = FirstPause;
        var hasFailed = false;
        while (!ended.IsCancellationRequested)
        {
            try
            {
                var subscription = await _port.SubscribeAsync(OnMessage, OnGap, ended).ConfigureAwait(false);
                Begun();
                await using (subscription.ConfigureAwait(false))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended).ConfigureAwait(false);
                }

                return;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (CacheBackendException exception)
            {
                if (!_hub.TryGetTarget(out var hub))
                {
                    return;
                }

                Report(hub, exception, hasFailed);
                hasFailed = true;
            }

            await Task.Delay(pause, _port.TimeProvider, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private void Begun()
    {
        if (_hub.TryGetTarget(out var hub))
        {
            Log.Listening(hub.Logger, hub.Backend.Name);

            // What came into memory before may have become invalid unheard.
            hub.Begin();
        }

        _ready.TrySetResult();
    }

    private static void Report(InvalidationHub hub, CacheBackendException exception, bool again)
    {
        if (again)
        {
            Log.ListeningFailedAgain(hub.Logger, exception, hub.Backend.Name);
        }
        else
        {
            Log.ListeningFailed(hub.Logger, exception, hub.Backend.Name);
        }
    }

    private void OnMessage(ReadOnlyMemory<byte> message)
    {
        if (_hub.TryGetTarget(out var hub))
        {
            hub.Receive(message);
        }
        else
        {
            _ended.Cancel();
        }
    }

    private void OnGap()
    {
        if (_hub.TryGetTarget(out var hub))
        {
            hub.Gap();
        }
        else
        {
            _ended.Cancel();
        }
    }
}
