using StackExchange.Redis;

namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    private RedisChannel Channel => new(_options.InvalidationChannel, RedisChannel.PatternMode.Literal);

    /// <inheritdoc/>
    public void Publish(ReadOnlyMemory<byte> message) =>
        Call(RedisOperation.Publish, (Channel, Bytes: message.ToArray()), static (link, a) => PublishAsync(link, a.Channel, a.Bytes));

    /// <inheritdoc/>
    public async ValueTask PublishAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        await CallAsync(
            RedisOperation.Publish,
            (Channel, Bytes: message.ToArray()),
            static (link, a) => PublishAsync(link, a.Channel, a.Bytes),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> SubscribeAsync(Action<ReadOnlyMemory<byte>> onMessage, Action onGap, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onMessage);
        ArgumentNullException.ThrowIfNull(onGap);
        cancellationToken.ThrowIfCancellationRequested();
        var link = await _links.GetListenerAsync(RedisOperation.Subscribe, cancellationToken).ConfigureAwait(false);
        var subscription = new RedisSubscription(_links, Channel, onMessage, onGap, _logger);
        await subscription.StartAsync(link, cancellationToken).ConfigureAwait(false);
        return subscription;
    }

    /// <summary>In a cluster always over the same node, or messages would overtake each other.</summary>
    private static async Task<long> PublishAsync(RedisLink link, RedisChannel channel, byte[] message) =>
        link.IsCluster
            ? (long)await link.Database.ExecuteAsync("PUBLISH", (RedisKey)(string)channel!, message).ConfigureAwait(false)
            : await link.Connection.GetSubscriber().PublishAsync(channel, message, CommandFlags.None).ConfigureAwait(false);
}
