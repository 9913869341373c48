using System.Runtime.InteropServices;
using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public class PinnedArrayPoolTests
{
    private readonly PinnedArrayPool _pool = new();

    [Theory]
    [InlineData(0, 256)]
    [InlineData(1, 256)]
    [InlineData(256, 256)]
    [InlineData(257, 512)]
    [InlineData(60_000, 65_536)]
    [InlineData(PinnedArrayPool.LargestKept, PinnedArrayPool.LargestKept)]
    [InlineData(PinnedArrayPool.LargestKept + 1, PinnedArrayPool.LargestKept + 1)]
    public void Arrays_AreLargeEnough(int wanted, int size)
    {
        var array = _pool.Rent(wanted);

        Assert.Equal(size, array.Length);
        _pool.Return(array);
    }

    [Theory]
    [InlineData(60_000)]
    [InlineData(PinnedArrayPool.LargestKept + 1)]
    public void Arrays_StayWhereTheyAreWhenMemoryIsCompacted(int size)
    {
        // A new one, which would be moved: what has survived before is not.
        var array = _pool.Rent(size);
        var before = AddressOf(array);
        _ = Enumerable.Range(0, 100).Select(static _ => new byte[10_000]).Last();

        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(before, AddressOf(array));
        _pool.Return(array);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(PinnedArrayPool.LargestKept + 1)]
    public void Arrays_AreClearedWhenTheyComeBack(int size)
    {
        var array = _pool.Rent(size);
        Array.Fill(array, (byte)7);

        _pool.Return(array, clearArray: false);

        Assert.False(array.AsSpan().ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void ManyAtOnce_AreAllDifferent()
    {
        var arrays = Enumerable.Range(0, 100).Select(_ => _pool.Rent(100)).ToArray();

        Assert.Equal(100, arrays.Distinct(ReferenceEqualityComparer.Instance).Count());
        Array.ForEach(arrays, array => _pool.Return(array));
    }

    [Fact]
    public void Arrays_AreUsedAgainUpToALimit()
    {
        var small = _pool.Rent(1000);
        var large = _pool.Rent(PinnedArrayPool.LargestKept + 1);
        _pool.Return(small);
        _pool.Return(large);

        Assert.Same(small, _pool.Rent(1000));
        Assert.NotSame(large, _pool.Rent(PinnedArrayPool.LargestKept + 1));
    }

    private static nint AddressOf(byte[] array) => Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
}
