namespace Cachekit;

/// <summary>A backend over which processes can tell each other something, for example that an entry is not true any more.</summary>
/// <remarks>A message arrives at most once, and only at those who listen when it is sent. Whoever can reach the backend can send one: do not trust them.</remarks>
public interface INotifyingCacheBackend : ICacheBackend
{
    /// <summary>Sends a message to all listeners, this process's own included.</summary>
    /// <param name="message">The message, a few KB at most.</param>
    /// <exception cref="CacheBackendException">The backend failed; the message may or may not have been sent.</exception>
    void Publish(ReadOnlyMemory<byte> message);

    /// <inheritdoc cref="Publish"/>
    /// <param name="message">The message, a few KB at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask PublishAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);

    /// <summary>Listens to messages until the result is disposed of, also after the connection was lost and has come back.</summary>
    /// <param name="onMessage">Receives each message, in the order in which the backend sent them. It returns soon and does not throw.</param>
    /// <param name="onGap">Is called each time that messages may have been missed, after listening has begun again. It returns soon and does not throw.</param>
    /// <param name="cancellationToken">Ends the wait for the start.</param>
    /// <returns>The subscription.</returns>
    /// <exception cref="CacheBackendException">Listening could not be started.</exception>
    ValueTask<IAsyncDisposable> SubscribeAsync(Action<ReadOnlyMemory<byte>> onMessage, Action onGap, CancellationToken cancellationToken = default);
}
