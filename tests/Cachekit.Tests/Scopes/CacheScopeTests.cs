namespace Cachekit.Tests.Scopes;

// The count of open scopes is the process's own, so these tests ask for the mode of their own flow and leave the count to one that can know it.
public sealed class CacheScopeTests
{
    [Fact]
    public void NoScope_IsNone() => Assert.Equal(CacheScopeMode.None, CacheScope.Mode);

    [Fact]
    public void EachScope_HasItsMode_AndEndsWithItsBlock()
    {
        using (CacheScope.Bypass())
        {
            Assert.Equal(CacheScopeMode.Bypass, CacheScope.Mode);
            Assert.True(CacheScope.IsInUse);
        }

        using (CacheScope.ForceRefresh())
        {
            Assert.Equal(CacheScopeMode.ForceRefresh, CacheScope.Mode);
        }

        using (CacheScope.ReadOnly())
        {
            Assert.Equal(CacheScopeMode.ReadOnly, CacheScope.Mode);
        }

        Assert.Equal(CacheScopeMode.None, CacheScope.Mode);
    }

    [Fact]
    public void Nested_TheInnermostDecides_AndTheOuterComesBack()
    {
        using (CacheScope.ReadOnly())
        {
            using (CacheScope.ForceRefresh())
            {
                Assert.Equal(CacheScopeMode.ForceRefresh, CacheScope.Mode);
            }

            Assert.Equal(CacheScopeMode.ReadOnly, CacheScope.Mode);
        }
    }

    [Fact]
    public async Task Scope_FlowsIntoWhatIsAwaited_AndNotIntoOtherFlows()
    {
        var outside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var other = ModeAfterAsync(outside.Task);
        using (CacheScope.Bypass())
        {
            outside.SetResult();
            Assert.Equal(CacheScopeMode.None, await other);
            Assert.Equal(CacheScopeMode.Bypass, await ModeAfterAsync(Task.CompletedTask));
            Assert.Equal(CacheScopeMode.Bypass, await Task.Run(static () => CacheScope.Mode, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task ScopeOfACalledMethod_DoesNotReachItsCaller()
    {
        var inner = await OpenAsync();

        Assert.Equal(CacheScopeMode.None, CacheScope.Mode);
        inner.Dispose();
    }

    [Fact]
    public async Task EndOfTheScope_ReachesWhatWasStartedInIt()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<CacheScopeMode> started;
        using (CacheScope.ForceRefresh())
        {
            started = ModeAfterAsync(gate.Task);
        }

        gate.SetResult();
        Assert.Equal(CacheScopeMode.None, await started);
    }

    [Fact]
    public void DisposedOfTwice_DoesNothing()
    {
        using (CacheScope.ReadOnly())
        {
            var inner = CacheScope.Bypass();
            inner.Dispose();
            inner.Dispose();
            Assert.Equal(CacheScopeMode.ReadOnly, CacheScope.Mode);

            // A second end of the first one must not count as the end of this one.
            using var next = CacheScope.ForceRefresh();
            inner.Dispose();
            Assert.Equal(CacheScopeMode.ForceRefresh, CacheScope.Mode);
        }
    }

    [Fact]
    public void OuterDisposedOfFirst_EndsAtOnce_AndTheInnerOneLater()
    {
        var outer = CacheScope.ReadOnly();
        var inner = CacheScope.Bypass();

        outer.Dispose();
        Assert.Equal(CacheScopeMode.Bypass, CacheScope.Mode);

        inner.Dispose();
        Assert.Equal(CacheScopeMode.None, CacheScope.Mode);
    }

    [Fact]
    public async Task DisposedOfElsewhere_EndsHere()
    {
        var scope = CacheScope.Bypass();

        await Task.Run(scope.Dispose, TestContext.Current.CancellationToken);

        Assert.Equal(CacheScopeMode.None, CacheScope.Mode);
    }

    [Fact]
    public void AnotherScopeSomewhere_DoesNotReachThisFlow()
    {
        CacheScope? elsewhere = null;
        var thread = new Thread(() => elsewhere = CacheScope.Bypass());
        thread.Start();
        thread.Join();

        Assert.True(CacheScope.IsInUse);
        Assert.Equal(CacheScopeMode.None, CacheScope.Mode);
        elsewhere!.Dispose();
    }

    [Fact]
    public void AskingForTheMode_AllocatesNothing()
    {
        static int Ask()
        {
            var sum = 0;
            for (var i = 0; i < 1000; i++)
            {
                sum += (int)CacheScope.Mode;
            }

            return sum;
        }

        using var scope = CacheScope.ReadOnly();
        Ask();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static async Task<CacheScopeMode> ModeAfterAsync(Task gate)
    {
        await gate;
        await Task.Yield();
        return CacheScope.Mode;
    }

    private static async Task<CacheScope> OpenAsync()
    {
        await Task.Yield();
        return CacheScope.Bypass();
    }
}
