namespace Cachekit.Secrets;

/// <summary>A store that several providers of one source have after each other, or at the same time.</summary>
/// <param name="store">The store; disposed of with the last lease.</param>
/// <param name="options">How it is read.</param>
internal sealed class SharedSecretStore(ISecretStore store, SecretStoreOptions options)
{
    private readonly object _lock = new();
    private int _leases;
    private bool _disposed;
    private SecretStoreContent? _content;
    private long _readAt;

    /// <summary>Gives the store to one more provider, which disposes of what it gets.</summary>
    public ISecretStore Lease()
    {
        lock (_lock)
        {
            _leases++;
            return new StoreLease(this, successor: _leases > 1);
        }
    }

    private string StoreName => store.Name;

    private async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        if (_disposed)
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
        lock (_lock)
        {
            if (--_leases > 0)
            {
                return;
            }

            _disposed = store is IDisposable or IAsyncDisposable;
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

    private sealed class StoreLease(SharedSecretStore shared, bool successor) : ISecretStore, IDisposable
    {
        private bool _follows = successor;
        private int _released;

        public string Name => shared.StoreName;

        public ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
        {
            var known = _follows ? shared.Known() : null;
            _follows = false;
            return known is null ? shared.ReadAsync(cancellationToken) : ValueTask.FromResult(known);
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
