namespace Cachekit.Secrets;

/// <summary>Keeps a credential and gets a new one before it ends, once for all who ask at the same time.</summary>
/// <remarks>
/// A renewal belongs to nobody who waits for it: a caller that gives up leaves it running for the others. One that fails while the old credential is
/// still good is no failure yet; it is repeated after <see cref="Gap"/>.
/// </remarks>
internal sealed class Renewed<T> : IDisposable
    where T : class
{
    /// <summary>The least time between two renewals, so that a credential that is handed out near its end is not asked for in a loop.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly Func<CancellationToken, Task<T>> _renew;
    private readonly Func<T, DateTimeOffset?> _end;
    private readonly TimeSpan _early;
    private readonly TimeProvider _timeProvider;
    private readonly Action<Exception, DateTimeOffset>? _notRenewed;
    private readonly CancellationTokenSource _disposed = new();
    private Task<T>? _flight;
    private T? _value;
    private DateTimeOffset _renewAt;

    /// <param name="renew">Gets a credential.</param>
    /// <param name="end">When one ends; <see langword="null"/>: never.</param>
    /// <param name="early">How long before its end it is renewed.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="notRenewed">Is told why a renewal failed, and when the credential that stays ends.</param>
    public Renewed(Func<CancellationToken, Task<T>> renew, Func<T, DateTimeOffset?> end, TimeSpan early, TimeProvider timeProvider, Action<Exception, DateTimeOffset>? notRenewed = null)
    {
        _renew = renew;
        _end = end;
        _early = early;
        _timeProvider = timeProvider;
        _notRenewed = notRenewed;
    }

    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        Task<T> flight;
        lock (_lock)
        {
            if (_value is { } value && _timeProvider.GetUtcNow() < _renewAt)
            {
                return value;
            }

            flight = _flight ??= Task.Run(RenewAsync, CancellationToken.None);
        }

        // Also where it is ready by now: what a caller gets must not depend on how quick the renewal is.
        cancellationToken.ThrowIfCancellationRequested();
        return await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets a credential that was refused, unless it has been replaced already.</summary>
    public void Drop(T refused)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_value, refused))
            {
                _value = null;
            }
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private async Task<T> RenewAsync()
    {
        try
        {
            var value = await _renew(_disposed.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _value = value;
                _renewAt = _end(value) is { } end ? Later(end - _early, _timeProvider.GetUtcNow() + Gap) : DateTimeOffset.MaxValue;
                _flight = null;
            }

            return value;
        }
        catch (Exception exception)
        {
            T kept;
            DateTimeOffset end;
            lock (_lock)
            {
                _flight = null;
                var now = _timeProvider.GetUtcNow();
                if (_value is not { } value || _end(value) is not { } itsEnd || itsEnd <= now)
                {
                    throw;
                }

                (kept, end) = (value, itsEnd);
                _renewAt = now + Gap < end ? now + Gap : end;
            }

            _notRenewed?.Invoke(exception, end);
            return kept;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
