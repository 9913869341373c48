namespace Cachekit.Tests.Refresh;

internal sealed class ConnectionLog
{
    private int _opened;
    private int _closed;
    private int _misused;

    public int Opened => Volatile.Read(ref _opened);

    public int Closed => Volatile.Read(ref _closed);

    public int Misused => Volatile.Read(ref _misused);

    public Task? Gate { get; set; }

    public int Open() => Interlocked.Increment(ref _opened);

    public void Close() => Interlocked.Increment(ref _closed);

    public void UsedAfterItsEnd() => Interlocked.Increment(ref _misused);
}
