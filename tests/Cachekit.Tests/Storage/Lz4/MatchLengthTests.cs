using System.Runtime.InteropServices;
using Cachekit.Storage.Lz4;

namespace Cachekit.Tests.Storage.Lz4;

public sealed class MatchLengthTests
{
    [Fact]
    public void Count_StopsAtTheFirstDifferenceOrAtTheEnd()
    {
        for (var common = 0; common <= 100; common++)
        {
            for (var beyond = 0; beyond <= 40; beyond++)
            {
                const int Earlier = 3;
                const int Later = 150;
                var bytes = new byte[Later + common + beyond];
                bytes.AsSpan().Fill(7);
                if (beyond > 0)
                {
                    // Only the highest bit differs, and only in this one byte.
                    bytes[Later + common] = 0x87;
                }

                Assert.Equal(common, MatchLength.Count(ref MemoryMarshal.GetReference<byte>(bytes), Earlier, Later, bytes.Length));
            }
        }
    }

    [Fact]
    public void Count_OfOverlappingPlacesGoesToTheEnd()
    {
        for (var length = 1; length <= 100; length++)
        {
            var bytes = new byte[length];
            Assert.Equal(length - 1, MatchLength.Count(ref MemoryMarshal.GetReference<byte>(bytes), 0, 1, length));
        }
    }
}
