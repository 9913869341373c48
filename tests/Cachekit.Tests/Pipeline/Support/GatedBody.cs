namespace Cachekit.Tests.Pipeline.Support;

/// <summary>A body that says when it has begun, waits until the test lets it go on, and counts its runs.</summary>
internal sealed class GatedBody<T>(T result)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public Task Begun => _begun.Task;

    public int Runs => Volatile.Read(ref _runs);

    public CancellationToken Token { get; private set; }

    public bool HeedsCancellation { get; init; } = true;

    public void Open() => _gate.TrySetResult();

    public void Throw(Exception exception) => _gate.TrySetException(exception);

    public async ValueTask<T> RunAsync(CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        await (HeedsCancellation ? _gate.Task.WaitAsync(cancellationToken) : _gate.Task);
        return result;
    }

    public T Run(CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        _gate.Task.WaitAsync(HeedsCancellation ? cancellationToken : CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    private void Begin(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        Token = cancellationToken;
        _begun.TrySetResult();
    }
}
