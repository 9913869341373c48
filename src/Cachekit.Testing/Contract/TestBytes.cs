namespace Cachekit.Testing.Contract;

/// <summary>Bytes that look random and are the same in every run.</summary>
internal static class TestBytes
{
    public static byte[] Make(int size, int seed = 1)
    {
        var bytes = new byte[size];
        var state = ((uint)seed * 2_654_435_769u) | 1;
        foreach (ref var octet in bytes.AsSpan())
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            octet = (byte)(state >> 11);
        }

        return bytes;
    }
}
