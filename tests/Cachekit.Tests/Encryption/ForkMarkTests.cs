using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

public class ForkMarkTests
{
    [Fact]
    public void EveryMark_KeepsWhatWasWritten()
    {
        var marks = new List<ForkMark> { new PlainForkMark(), new ProcessIdForkMark(() => 7), ForkMark.Create() };
        if (WipedPageForkMark.TryCreate() is { } page)
        {
            marks.Add(page);
        }

        Assert.All(marks, mark =>
        {
            Assert.Equal(0, mark.Read());
            mark.Write(1);
            Assert.Equal(1, mark.Read());
            mark.Write(long.MaxValue);
            Assert.Equal(long.MaxValue, mark.Read());
        });
    }

    [Fact]
    public void Linux_HasPagesThatForkWipes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "Only Linux has them.");

        Assert.IsType<WipedPageForkMark>(ForkMark.Create());
    }

    [Fact]
    public void AnotherProcessId_IsAnotherProcess()
    {
        var id = 7;
        var mark = new ProcessIdForkMark(() => id);
        mark.Write(3);

        id = 8;
        Assert.Equal(0, mark.Read());

        mark.Write(4);
        Assert.Equal(4, mark.Read());
    }

    [Fact]
    public void ProcessId_IsTheRealOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows copies no processes.");

        Assert.Equal(Environment.ProcessId, UnixProcess.GetId());
    }

    [Fact]
    public void Asking_AllocatesNothing()
    {
        var mark = ForkMark.Create();
        var byId = new ProcessIdForkMark(OperatingSystem.IsWindows() ? () => 7 : UnixProcess.GetId);
        mark.Write(1);
        byId.Write(1);
        var sum = mark.Read() + byId.Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            sum += mark.Read() + byId.Read();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(202, sum);
    }
}
