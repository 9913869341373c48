namespace Cachekit.Tests.Batches;

/// <summary>A body of a batch that says when it has begun, and waits until the test lets it go on.</summary>
internal sealed class GatedBatch
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal GatedBatch(Func<int, string?> valueOf, bool heedsCancellation = false) => Body = new BatchBody<string?>(async (ids, cancellationToken) =>
    {
        Token = cancellationToken;
        _begun.TrySetResult();
        await (heedsCancellation ? _gate.Task.WaitAsync(cancellationToken) : _gate.Task);
        return ids.ToDictionary(id => id, valueOf);
    });

    internal BatchBody<string?> Body { get; }

    internal Task Begun => _begun.Task;

    internal CancellationToken Token { get; private set; }

    internal void Open() => _gate.TrySetResult();

    internal void Throw(Exception exception) => _gate.TrySetException(exception);
}
