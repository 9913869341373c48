namespace Cachekit.Generators.ExecutionTests.Hosting;

public sealed class OrderLog
{
    private int _uses;
    private int _usedAfterEnd;

    public int Uses => Volatile.Read(ref _uses);

    public int UsedAfterEnd => Volatile.Read(ref _usedAfterEnd);

    public void Used(bool hasEnded)
    {
        Interlocked.Increment(ref _uses);
        if (hasEnded)
        {
            Interlocked.Increment(ref _usedAfterEnd);
        }
    }
}
