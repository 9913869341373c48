using Cachekit.Local;

namespace Cachekit.Tests.Local;

public sealed class LocalEntryTests
{
    [Fact]
    public void Overhead_CoversTheObjectAndUpToTwoTableSlots()
    {
        _ = Entry(0);
        var kept = new object[1000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = Entry(i);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)kept.Length;

        Assert.InRange(LocalEntry<TestKey, object>.Overhead, each + 8, each + 24);
        GC.KeepAlive(kept);
    }

    [Fact]
    public void SizeOfAValue_IsTheCallersPlusOverhead() => Assert.Equal(100 + LocalEntry<TestKey, object>.Overhead, Entry(1, 100).Size);

    [Fact]
    public void SizeOfAPayload_IsItsArrayPlusOverhead()
    {
        var entry = LocalEntry<TestKey, object>.ForPayload(new TestKey(1), new byte[500], 30, long.MaxValue, 1);

        Assert.Equal(500 + 24 + 30 + LocalEntry<TestKey, object>.Overhead, entry.Size);
        Assert.Equal(500, entry.Payload!.Length);
    }

    [Fact]
    public void SizeBeyondAnInteger_IsTheLargestInteger() => Assert.Equal(int.MaxValue, Entry(1, long.MaxValue - 1000).Size);

    [Fact]
    public async Task CompletedTask_HasTheValueAndIsKept()
    {
        var entry = LocalEntry<TestKey, string>.ForValue(new TestKey(1), "value", 0, long.MaxValue, 1);

        Assert.Same(entry.CompletedTask, entry.CompletedTask);
        Assert.Equal("value", await entry.CompletedTask);
    }

    private static LocalEntry<TestKey, object> Entry(int id, long size = 0) =>
        LocalEntry<TestKey, object>.ForValue(new TestKey(id), string.Empty, size, long.MaxValue, 1);
}
