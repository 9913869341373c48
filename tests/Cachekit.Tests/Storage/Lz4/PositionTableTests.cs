using System.Buffers;
using Cachekit.Storage.Lz4;

namespace Cachekit.Tests.Storage.Lz4;

/// <summary>Nothing of a source, which may be a secret, stays in memory that is used again.</summary>
public sealed class PositionTableTests
{
    [Fact]
    public void Table_IsClearedAfterUse()
    {
        foreach (var length in new[] { 14, 300, 5000, 100_000 })
        {
            Guarded.Encode(Samples.Json(length), 6);
            Assert.False(PositionTable.Take(PositionTable.Bits(int.MaxValue)).ContainsAnyExcept(0));
        }
    }

    [Fact]
    public void PooledArrays_AreClearedAfterUse()
    {
        foreach (var length in new[] { 14, 300, 5000, 100_000 })
        {
            Guarded.Encode(Samples.Json(length), 9);

            // The pool gives a thread what the same thread returned last.
            var heads = ArrayPool<int>.Shared.Rent(MatchChains.HeadCount(length));
            var links = ArrayPool<ushort>.Shared.Rent(MatchChains.LinkCount(length));
            Assert.False(heads.AsSpan(0, MatchChains.HeadCount(length)).ContainsAnyExcept(0));
            Assert.False(links.AsSpan(0, MatchChains.LinkCount(length)).ContainsAnyExcept((ushort)0));
            ArrayPool<int>.Shared.Return(heads);
            ArrayPool<ushort>.Shared.Return(links);
        }
    }

    [Fact]
    public void SmallSources_UseASmallPart()
    {
        Assert.Equal(256, PositionTable.Take(PositionTable.Bits(14)).Length);
        Assert.Equal(1024, PositionTable.Take(PositionTable.Bits(1024)).Length);
        Assert.Equal(8192, PositionTable.Take(PositionTable.Bits(1 << 20)).Length);
    }
}
