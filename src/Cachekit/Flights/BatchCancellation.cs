namespace Cachekit.Flights;

/// <summary>One token for work that several flights share: cancelled when each of them was abandoned.</summary>
/// <remarks>It cannot be cancelled at all when one of the flights cannot be abandoned.</remarks>
internal sealed class BatchCancellation : IDisposable
{
    private readonly CancellationTokenSource? _source;
    private readonly List<CancellationTokenRegistration> _registrations = [];
    private int _left;

    private BatchCancellation(List<CancellationToken> tokens)
    {
        if (tokens.Count == 0 || tokens.Exists(static token => !token.CanBeCanceled))
        {
            return;
        }

        _source = new CancellationTokenSource();
        _left = tokens.Count;
        foreach (var token in tokens)
        {
            _registrations.Add(token.UnsafeRegister(static state => ((BatchCancellation)state!).Abandon(), this));
        }
    }

    internal CancellationToken Token => _source?.Token ?? CancellationToken.None;

    /// <param name="tokens">What each flight's own body would receive.</param>
    internal static BatchCancellation Of(IEnumerable<CancellationToken> tokens) => new([.. tokens]);

    /// <summary>Ends the watch; a callback that runs already is waited for.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source?.Dispose();
    }

    private void Abandon()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _source!.Cancel();
        }
    }
}
