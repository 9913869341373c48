namespace Cachekit.Secrets;

/// <summary>A store that several providers of one source have after each other, or at the same time.</summary>
/// <param name="make">Makes the store at the first lease; it is disposed of with the last one.</param>
/// <param name="options">How it is read.</param>
internal sealed class SharedSecretStore(Func<ISecretStore> make, SecretStoreOptions options)
{
    private readonly object _lock = new();
    private int _leases;
    private ISecretStore? _store;
    private ISecretStore? _disposed;
    private SecretStoreContent? _content;
    private long _readAt;

    /// <summary>Gives the store to one more provider, which disposes of what it gets.</summary>
    public ISecretStore Lease()
    {
        lock (_lock)
        {
            // First: a store that cannot be made is not leased.
            _store ??= make();
            _leases++;
            return new StoreLease(this, _store, successor: _leases > 1);
        }
    }

    private async ValueTask<SecretStoreContent> ReadAsync(ISecretStore store, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(store, _disposed))
        {
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"{store.Name} was disposed of with the configuration that had it. Add a new store to the new configuration.");
        }

        var content = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _content = _leases > 0 ? content : null;
            _readAt = options.TimeProvider.GetTimestamp();
        }

        return content;
    }

    /// <summary>What was read last, if it is still good.</summary>
    private SecretStoreContent? Known()
    {
        lock (_lock)
        {
            if (_content is null)
            {
                return null;
            }

            var life = options.RefreshInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : options.RefreshInterval;
            if (_content.ReadAgainAfter is { } sooner && sooner < life)
            {
                life = sooner;
            }

            var left = life - options.TimeProvider.GetElapsedTime(_readAt);
            return left <= TimeSpan.Zero ? null : new SecretStoreContent(_content.Values) { ReadAgainAfter = life == TimeSpan.MaxValue ? null : left };
        }
    }

    private void Release()
    {
        ISecretStore? store;
        lock (_lock)
        {
            if (--_leases > 0)
            {
                return;
            }

            store = _store;
            _disposed = store is IDisposable or IAsyncDisposable ? store : null;
            _store = null;
            _content = null;
        }

        if (store is IDisposable disposable)
        {
            disposable.Dispose();
        }
        else if (store is IAsyncDisposable asynchronous)
        {
            // Without the caller's synchronization context, which would wait for itself.
            Task.Run(() => asynchronous.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        }
    }

    private sealed class StoreLease(SharedSecretStore shared, ISecretStore store, bool successor) : ISecretStore, IDisposable
    {
        private bool _follows = successor;
        private int _released;

        public string Name => store.Name;

        public ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
        {
            var known = _follows ? shared.Known() : null;
            _follows = false;
            return known is null ? shared.ReadAsync(store, cancellationToken) : ValueTask.FromResult(known);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                shared.Release();
            }
        }
    }
}
