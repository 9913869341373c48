using Cachekit.CompilerServices;

namespace Cachekit.Tests.Keys;

public class KeyHashTests
{
    [Fact]
    public void EveryCharacterCounts()
    {
        for (var length = 1; length <= 70; length++)
        {
            var text = new string('a', length);
            var hashes = new HashSet<long> { Wide(text) };
            for (var i = 0; i < length; i++)
            {
                Assert.True(hashes.Add(Wide(text[..i] + "b" + text[(i + 1)..])), $"character {i} of {length}");
            }
        }
    }

    [Fact]
    public void EveryByteCounts()
    {
        for (var length = 1; length <= 70; length++)
        {
            var hashes = new HashSet<long>();
            for (var i = 0; i < length; i++)
            {
                var bytes = new byte[length];
                bytes[i] = 1;
                Assert.True(hashes.Add(Wide(bytes)), $"byte {i} of {length}");
            }
        }
    }

    [Fact]
    public void AbsentEmptyAndZero_Differ()
    {
        var hashes = new HashSet<int>
        {
            Of(static (ref KeyHash hash) => hash.Add((string?)null)),
            Of(static (ref KeyHash hash) => hash.Add("")),
            Of(static (ref KeyHash hash) => hash.Add("\0")),
            Of(static (ref KeyHash hash) => hash.Add("\0\0")),
        };
        Assert.Equal(4, hashes.Count);
    }

    [Fact]
    public void OrderCounts() => Assert.NotEqual(
        Of(static (ref KeyHash hash) =>
        {
            hash.Add(1);
            hash.Add(2);
        }),
        Of(static (ref KeyHash hash) =>
        {
            hash.Add(2);
            hash.Add(1);
        }));

    [Fact]
    public void ManyKeys_SpreadOverAllBits()
    {
        const int Count = 100_000;
        var buckets = new int[256];
        var distinct = new HashSet<int>();
        for (var i = 0; i < Count; i++)
        {
            var hash = KeyHash.Create();
            hash.Add(i);
            hash.Add("region");
            var code = hash.ToHashCode();
            buckets[code & 255]++;
            distinct.Add(code);
        }

        // About one collision is expected, and 391 in each bucket; an even spread strays by less than eight standard deviations.
        Assert.InRange(distinct.Count, Count - 20, Count);
        Assert.All(buckets, static bucket => Assert.InRange(bucket, 391 - 160, 391 + 160));
    }

    [Fact]
    public void Nesting_HasALimit()
    {
        Assert.Throws<CacheKeyException>(static () =>
        {
            var hash = KeyHash.Create();
            for (var i = 0; i < 65; i++)
            {
                hash.Enter();
            }
        });
    }

    private delegate void Adding(ref KeyHash hash);

    private static int Of(Adding adding)
    {
        var hash = KeyHash.Create();
        adding(ref hash);
        return hash.ToHashCode();
    }

    // Two hashes of 32 bits with other neighbours: a collision of both by accident is out of the question.
    private static long Wide(ReadOnlySpan<byte> bytes)
    {
        var first = KeyHash.Create();
        var second = KeyHash.Create();
        first.Add(bytes);
        second.Add(1);
        second.Add(bytes);
        return ((long)first.ToHashCode() << 32) | (uint)second.ToHashCode();
    }

    private static long Wide(string text) => Wide(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
}
