namespace Cachekit.Backends;

/// <summary>
/// How many values may be read with one command. Only small ones are: their sizes are learnt from what is read, since one command for many values
/// would otherwise make an answer of any size.
/// </summary>
internal sealed class ReadBatchSize
{
    private const int First = 4;
    private const int Largest = 128;
    private const int LargestSmallValue = 64 * 1024;
    private const int SmallReadsToTrust = 256;

    private int _limit = First;
    private int _smallSince;

    /// <summary>One where values are large.</summary>
    public int Limit => Volatile.Read(ref _limit);

    /// <param name="largest">The size of the largest value of an answer.</param>
    public void Learn(int largest)
    {
        var limit = Limit;
        if (largest > LargestSmallValue)
        {
            Volatile.Write(ref _limit, 1);
            Volatile.Write(ref _smallSince, 0);
        }
        else if (limit is > 1 and < Largest)
        {
            Volatile.Write(ref _limit, limit * 2);
        }
        else if (limit == 1 && Interlocked.Increment(ref _smallSince) > SmallReadsToTrust)
        {
            Volatile.Write(ref _limit, First);
        }
    }
}
