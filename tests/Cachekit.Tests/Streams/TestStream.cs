using System.Runtime.CompilerServices;
using Cachekit.CompilerServices;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Streams;

/// <summary>A body that streams, and what happened to it.</summary>
internal sealed class TestStream<T>(Func<CancellationToken, IAsyncEnumerable<T>> items)
{
    private int _runs;
    private int _disposals;

    internal TestStream(params T[] items)
        : this(token => Items(items, token))
    {
    }

    internal int Runs => Volatile.Read(ref _runs);

    internal int Disposals => Volatile.Read(ref _disposals);

    internal CancellationToken Token { get; private set; }

    internal IAsyncEnumerable<T> In(MethodCache<IntKey, IReadOnlyList<T>> cache, int key, CancellationToken cancellationToken = default) =>
        StreamCache.Get<IntKey, T, Body>(cache, key, new Body(this), cancellationToken);

    private static async IAsyncEnumerable<T> Items(T[] items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    private async IAsyncEnumerable<T> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        Token = cancellationToken;
        try
        {
            await foreach (var item in items(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            Interlocked.Increment(ref _disposals);
        }
    }

    internal readonly struct Body(TestStream<T> stream) : IStreamBody<T>
    {
        public IAsyncEnumerable<T> Invoke(CancellationToken cancellationToken) => stream.RunAsync(cancellationToken);
    }
}
