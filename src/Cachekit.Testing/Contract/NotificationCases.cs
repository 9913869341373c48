using System.Collections.Concurrent;
using System.Text;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class NotificationCases
{
    private const int Messages = 50;

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case<INotifyingCacheBackend>("notifications/arrive", "Every listener gets each message, byte for byte, in the order in which they were sent.", ArriveAsync),
        Case<INotifyingCacheBackend>("notifications/unsubscribe", "A listener that has stopped gets nothing more, and the others do.", UnsubscribeAsync),
    ];

    private static async Task ArriveAsync(ContractRun run, INotifyingCacheBackend backend)
    {
        var first = new Listener(run);
        var second = new Listener(run);
        await using var firstSubscription = (await first.SubscribeAsync(backend).ConfigureAwait(false)).ConfigureAwait(false);
        await using var secondSubscription = (await second.SubscribeAsync(backend).ConfigureAwait(false)).ConfigureAwait(false);
        var messages = Enumerable.Range(0, Messages).Select(i => Message(run, TestBytes.Make(i * 80, i + 1))).ToArray();
        foreach (var message in messages)
        {
            await run.Calls.PublishAsync(backend, message).ConfigureAwait(false);
        }

        foreach (var listener in (Listener[])[first, second])
        {
            await run.UntilAsync(() => new(listener.Received.Count >= Messages), $"{Messages} messages arrive at each listener").ConfigureAwait(false);
            var received = listener.Received;
            run.RequireEqual(Messages, received.Count, "messages at a listener");
            for (var i = 0; i < Messages; i++)
            {
                run.Require(received[i].AsSpan().SequenceEqual(messages[i]), $"message {i}: {StoredValue.Show(messages[i])}", StoredValue.Show(received[i]));
            }
        }
    }

    private static async Task UnsubscribeAsync(ContractRun run, INotifyingCacheBackend backend)
    {
        var stopped = new Listener(run);
        var listening = new Listener(run);
        var subscription = await stopped.SubscribeAsync(backend).ConfigureAwait(false);
        await using var other = (await listening.SubscribeAsync(backend).ConfigureAwait(false)).ConfigureAwait(false);
        await run.Calls.PublishAsync(backend, Message(run, [1])).ConfigureAwait(false);
        await run.UntilAsync(() => new(stopped.Received.Count == 1 && listening.Received.Count == 1), "a message arrives at both listeners").ConfigureAwait(false);

        await subscription.DisposeAsync().ConfigureAwait(false);
        await run.Calls.PublishAsync(backend, Message(run, [2])).ConfigureAwait(false);
        await run.UntilAsync(() => new(listening.Received.Count == 2), "a message arrives at the listener that has not stopped").ConfigureAwait(false);
        run.RequireEqual(1, stopped.Received.Count, "messages at the listener that has stopped");

        var again = new Listener(run);
        await using var renewed = (await again.SubscribeAsync(backend).ConfigureAwait(false)).ConfigureAwait(false);
        await run.Calls.PublishAsync(backend, Message(run, [3])).ConfigureAwait(false);
        await run.UntilAsync(() => new(again.Received.Count == 1), "a message arrives at a listener that began later").ConfigureAwait(false);
    }

    private static byte[] Message(ContractRun run, byte[] content) => [.. Encoding.UTF8.GetBytes(run.Key("")), .. content];

    /// <summary>Keeps copies of the messages of its own case: others may use the backend's channel at the same time.</summary>
    private sealed class Listener(ContractRun run)
    {
        private readonly ConcurrentQueue<byte[]> _received = new();
        private readonly byte[] _prefix = Message(run, []);

        public IReadOnlyList<byte[]> Received => [.. _received];

        public ValueTask<IAsyncDisposable> SubscribeAsync(INotifyingCacheBackend backend) =>
            backend.SubscribeAsync(
                message =>
                {
                    if (message.Span.StartsWith(_prefix))
                    {
                        _received.Enqueue(message.ToArray());
                    }
                },
                static () => { },
                run.CancellationToken);
    }
}
