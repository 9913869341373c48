namespace Cachekit.Testing;

public sealed partial class RecordingBackend : ILockingCacheBackend
{
    private readonly Dictionary<string, HeldLock> _locks = new(StringComparer.Ordinal);

    /// <summary>The keys that are locked now, in ordinal order.</summary>
    public IReadOnlyList<string> LockedKeys
    {
        get
        {
            lock (_lock)
            {
                return [.. _locks.Values.Where(IsHeld).Select(static held => held.Key).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <inheritdoc/>
    public ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold)
    {
        RequireLife(hold);
        return Acquire(Ask(new RecordedCall(RecordedOperations.AcquireLock, OneKey(key), isAsync: false) { Ttl = hold }), key, hold);
    }

    /// <inheritdoc/>
    public async ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default)
    {
        RequireLife(hold);
        var call = new RecordedCall(RecordedOperations.AcquireLock, OneKey(key), isAsync: true) { Ttl = hold };
        return Acquire(await AskAsync(call, cancellationToken).ConfigureAwait(false), key, hold);
    }

    private HeldLock? Acquire(RecordedCall call, string key, TimeSpan hold)
    {
        lock (_lock)
        {
            if (_locks.TryGetValue(key, out var other) && IsHeld(other))
            {
                return null;
            }

            call.Found++;
            return _locks[key] = new HeldLock(this, key, timeProvider.GetUtcNow() + hold);
        }
    }

    private bool IsHeld(HeldLock held) => _locks.TryGetValue(held.Key, out var present) && ReferenceEquals(present, held) && held.EndsAt > timeProvider.GetUtcNow();

    private sealed class HeldLock(RecordingBackend backend, string key, DateTimeOffset endsAt) : ICacheBackendLock
    {
        public string Key => key;

        public DateTimeOffset EndsAt { get; private set; } = endsAt;

        public bool TryRenew(TimeSpan hold)
        {
            RequireLife(hold);
            return Renew(backend.Ask(RenewCall(hold, isAsync: false)), hold);
        }

        public async ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default)
        {
            RequireLife(hold);
            return Renew(await backend.AskAsync(RenewCall(hold, isAsync: true), cancellationToken).ConfigureAwait(false), hold);
        }

        public bool Release() => Release(backend.Ask(RecordedOperations.ReleaseLock, key));

        public async ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default) =>
            Release(await backend.AskAsync(RecordedOperations.ReleaseLock, key, cancellationToken).ConfigureAwait(false));

        private RecordedCall RenewCall(TimeSpan hold, bool isAsync) => new(RecordedOperations.RenewLock, [key], isAsync) { Ttl = hold };

        private bool Renew(RecordedCall call, TimeSpan hold)
        {
            lock (backend._lock)
            {
                if (!backend.IsHeld(this))
                {
                    return false;
                }

                call.Found++;
                EndsAt = backend.Now + hold;
                return true;
            }
        }

        private bool Release(RecordedCall call)
        {
            lock (backend._lock)
            {
                return backend.IsHeld(this) && backend._locks.Remove(key) && ++call.Found > 0;
            }
        }
    }

    private DateTimeOffset Now => timeProvider.GetUtcNow();
}
