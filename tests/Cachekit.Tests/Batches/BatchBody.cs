using System.Collections.Concurrent;
using Cachekit.CompilerServices;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Batches;

/// <summary>The body of a batch: what it was asked for, and what it answers.</summary>
internal sealed class BatchBody<T>
{
    private readonly ConcurrentQueue<int[]> _asked = new();

    internal BatchBody(Func<int[], CancellationToken, ValueTask<Dictionary<int, T>>> run) => Run = run;

    internal BatchBody(Func<int, T> valueOf)
        : this((ids, _) => new(ids.ToDictionary(id => id, valueOf)))
    {
    }

    internal Func<int[], CancellationToken, ValueTask<Dictionary<int, T>>> Run { get; }

    /// <summary>The ids of each run.</summary>
    internal IReadOnlyList<int[]> Asked => [.. _asked];

    internal bool RemembersAbsent { get; init; } = default(T) is null;

    internal ValueTask<Dictionary<int, T>> RunAsync(int[] ids, CancellationToken cancellationToken)
    {
        _asked.Enqueue([.. ids]);
        return Run(ids, cancellationToken);
    }

    /// <summary>The call as generated code makes it, asynchronous or not.</summary>
    internal readonly struct Call(BatchBody<T> body)
        : IAsyncBatchBody<int, IntKey, T, Dictionary<int, T>>, ISyncBatchBody<int, IntKey, T, Dictionary<int, T>>
    {
        public string Method => "Shop.Catalog.FindManyAsync";

        public bool RemembersAbsent => body.RemembersAbsent;

        public IntKey KeyOf(int id) => new(id);

        public void Split(Dictionary<int, T> result, BatchItems<int, T> items) => BatchResults.Split(result, items);

        public Dictionary<int, T> Join(BatchItems<int, T> items) => BatchResults.ToDictionary(items, all: false);

        public ValueTask<Dictionary<int, T>> InvokeAsync(int[] ids, CancellationToken cancellationToken) => body.RunAsync(ids, cancellationToken);

        public Dictionary<int, T> Invoke(int[] ids, CancellationToken cancellationToken) => body.RunAsync(ids, cancellationToken).AsTask().GetAwaiter().GetResult();
    }
}
