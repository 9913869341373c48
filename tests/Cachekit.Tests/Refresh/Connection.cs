namespace Cachekit.Tests.Refresh;

/// <summary>Something scoped that must not be used after its scope has ended.</summary>
internal sealed class Connection(ConnectionLog log) : IAsyncDisposable
{
    private bool _disposed;

    public ConnectionLog Log => log;

    public int Number { get; } = log.Open();

    public void Use()
    {
        if (Volatile.Read(ref _disposed))
        {
            log.UsedAfterItsEnd();
        }
    }

    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _disposed, true);
        log.Close();
        return default;
    }
}
