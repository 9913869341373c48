namespace Cachekit.TestSupport.Backends;

/// <summary>A value's buffer that is overwritten when it is given back, so that a use after the return is seen.</summary>
internal sealed class LentBuffer(byte[] bytes, Action<bool> returned) : IDisposable
{
    private int _disposed;

    public void Dispose()
    {
        var first = Interlocked.Exchange(ref _disposed, 1) == 0;
        if (first)
        {
            Array.Fill(bytes, (byte)0xDD);
        }

        returned(first);
    }
}
