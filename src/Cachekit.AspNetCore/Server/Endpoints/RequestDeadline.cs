namespace Cachekit.AspNetCore;

/// <summary>When the server stops to wait for a request's body and for its backend.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _linked;

    public RequestDeadline(TimeSpan timeout, TimeProvider time, CancellationToken aborted)
    {
        _timeout = new CancellationTokenSource(timeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, aborted);
    }

    /// <summary>For what has no use when the client has gone.</summary>
    public CancellationToken Reading => _linked.Token;

    /// <summary>For changes: one that has begun is carried out, also when the client has gone.</summary>
    public CancellationToken Changing => _timeout.Token;

    public bool HasPassed => _timeout.IsCancellationRequested;

    public void Dispose()
    {
        _linked.Dispose();
        _timeout.Dispose();
    }
}
