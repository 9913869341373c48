using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Listens to a channel. The client listens again by itself after each reconnect; what was sent meanwhile is lost, which is told.</summary>
internal sealed class RedisSubscription(RedisLinks links, RedisChannel channel, Action<ReadOnlyMemory<byte>> onMessage, Action onGap, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan MovePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectPause = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private RedisLink? _link;
    private bool _disposed;

    public async ValueTask StartAsync(RedisLink link, CancellationToken cancellationToken)
    {
        links.Replaced += OnReplaced;
        try
        {
            await ListenAsync(link, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        RedisLink? link;
        lock (_gate)
        {
            _disposed = true;
            link = _link;
            _link = null;
        }

        links.Replaced -= OnReplaced;
        if (link is null)
        {
            return;
        }

        link.Connection.ConnectionRestored -= OnRestored;
        try
        {
            var subscriber = link.Connection.GetSubscriber();
            if (link.IsConnected)
            {
                await BoundedCall.WaitAsync(subscriber.UnsubscribeAsync(channel, OnMessage, CommandFlags.None), links.Sweep, RedisOperation.Subscribe, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                subscriber.Unsubscribe(channel, OnMessage, CommandFlags.FireAndForget);
            }
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception) || exception is CacheBackendException)
        {
            // The server ends the subscription with the connection.
            RedisBackendLog.ListeningUnconfirmed(logger, RedisErrors.Translate(exception, RedisOperation.Subscribe, links.Sweep.Timeout));
        }
    }

    private async ValueTask ListenAsync(RedisLink link, CancellationToken cancellationToken)
    {
        await WhenConnectedAsync(link, cancellationToken).ConfigureAwait(false);
        try
        {
            await link.CallAsync(
                RedisOperation.Subscribe,
                (channel, Handler: (Action<RedisChannel, RedisValue>)OnMessage),
                static async (l, a) =>
                {
                    await l.Connection.GetSubscriber().SubscribeAsync(a.channel, a.Handler, CommandFlags.None).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The client would take the next listener of the channel for one beside this one, and not ask the server again.
            Leave(link);
            throw;
        }

        lock (_gate)
        {
            if (!_disposed)
            {
                _link = link;
                link.Connection.ConnectionRestored += OnRestored;
                return;
            }
        }

        Leave(link);
    }

    private void Leave(RedisLink link)
    {
        try
        {
            link.Connection.GetSubscriber().Unsubscribe(channel, OnMessage, CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            // The server ends the subscription with the connection.
            RedisBackendLog.ListeningUnconfirmed(logger, RedisErrors.Translate(exception, RedisOperation.Subscribe, links.Sweep.Timeout));
        }
    }

    /// <summary>The client opens a second line for messages, a little later than the first one. Without it, it would say that it listens, and begin a minute later.</summary>
    private async ValueTask WhenConnectedAsync(RedisLink link, CancellationToken cancellationToken)
    {
        var started = links.Sweep.Time.GetTimestamp();
        var subscriber = link.Connection.GetSubscriber();
        while (!subscriber.IsConnected())
        {
            if (links.Sweep.Time.GetElapsedTime(started) > links.ConnectTimeout)
            {
                throw link.NotConnected(RedisOperation.Subscribe);
            }

            await Task.Delay(ConnectPause, links.Sweep.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void OnMessage(RedisChannel source, RedisValue message)
    {
        try
        {
            onMessage((byte[]?)message ?? []);
        }
        catch (Exception exception)
        {
            // It has promised not to; the client would lose the exception.
            RedisBackendLog.ListenerFailed(logger, exception);
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        if (e.ConnectionType == ConnectionType.Subscription && _link is { } link)
        {
            _ = ConfirmAsync(link);
        }
    }

    private void OnReplaced()
    {
        if (_link is { } old)
        {
            old.Connection.ConnectionRestored -= OnRestored;
            _ = MoveAsync();
        }
    }

    /// <summary>Listens over the new connection, however often that has to be tried.</summary>
    private async Task MoveAsync()
    {
        while (!Volatile.Read(ref _disposed))
        {
            try
            {
                await ListenAsync(await links.GetListenerAsync(RedisOperation.Subscribe, CancellationToken.None).ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
                ReportGap();
                return;
            }
            catch (CacheBackendException exception) when (exception.Kind != BackendErrorKind.Permanent)
            {
                RedisBackendLog.ListeningUnconfirmed(logger, exception);
            }
            catch (CacheBackendException exception)
            {
                // The backend has been disposed of, or the channel is forbidden.
                RedisBackendLog.ListeningUnconfirmed(logger, exception);
                return;
            }

            await Task.Delay(MovePause, links.Sweep.Time).ConfigureAwait(false);
        }
    }

    /// <summary>An answer over the connection of the subscription comes after that to the new subscription.</summary>
    private async Task ConfirmAsync(RedisLink link)
    {
        try
        {
            await BoundedCall.WaitAsync(link.Connection.GetSubscriber().PingAsync(), links.Sweep, RedisOperation.Subscribe, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception) || exception is CacheBackendException)
        {
            RedisBackendLog.ListeningUnconfirmed(logger, RedisErrors.Translate(exception, RedisOperation.Subscribe, links.Sweep.Timeout));
        }

        ReportGap();
    }

    private void ReportGap()
    {
        try
        {
            onGap();
        }
        catch (Exception exception)
        {
            RedisBackendLog.ListenerFailed(logger, exception);
        }
    }
}
