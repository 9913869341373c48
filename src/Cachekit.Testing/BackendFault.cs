namespace Cachekit.Testing;

/// <summary>A fault of a <see cref="RecordingBackend"/>, until it is disposed of.</summary>
public sealed class BackendFault : IDisposable
{
    private readonly RecordingBackend _backend;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource? _gate;
    private readonly BackendErrorKind _kind;
    private int _calls;

    private BackendFault(RecordingBackend backend, RecordedOperations operations, BackendErrorKind kind, TaskCompletionSource? gate)
    {
        _backend = backend;
        Operations = operations;
        _kind = kind;
        _gate = gate;
    }

    /// <summary>Which operations it is about.</summary>
    public RecordedOperations Operations { get; }

    /// <summary>How many calls it has met so far.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Waits until it has met a call.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task ReachedAsync(CancellationToken cancellationToken = default) => _reached.Task.WaitAsync(cancellationToken);

    /// <summary>Ends it. Calls that it holds go on.</summary>
    public void Dispose()
    {
        _backend.End(this);
        _gate?.TrySetResult();
    }

    internal static BackendFault Failing(RecordingBackend backend, RecordedOperations operations, BackendErrorKind kind) => new(backend, operations, kind, null);

    internal static BackendFault Holding(RecordingBackend backend, RecordedOperations operations) =>
        new(backend, operations, default, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    internal async ValueTask MeetAsync(RecordedCall call, CancellationToken cancellationToken)
    {
        Count(call);
        if (_gate is not null)
        {
            await _gate.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Meet(RecordedCall call)
    {
        Count(call);
        _gate?.Task.GetAwaiter().GetResult();
    }

    private void Count(RecordedCall call)
    {
        Interlocked.Increment(ref _calls);
        _reached.TrySetResult();
        if (_gate is null)
        {
            call.Failed = true;
            throw new CacheBackendException(_kind, $"The test has the backend '{_backend.Name}' fail: {call.Operation}.");
        }
    }
}
