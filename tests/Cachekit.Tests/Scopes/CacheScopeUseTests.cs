namespace Cachekit.Tests.Scopes;

/// <summary>What the whole process knows of scopes; no other test runs meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class CacheScopeUseTests
{
    [Fact]
    public void WithoutScopes_NothingIsInUse_AlsoAfterTheyWereDisposedOfTwiceAndInAnyOrder()
    {
        Assert.False(CacheScope.IsInUse);
        var outer = CacheScope.Bypass();
        var inner = CacheScope.ReadOnly();
        Assert.True(CacheScope.IsInUse);

        outer.Dispose();
        outer.Dispose();
        Assert.True(CacheScope.IsInUse);

        inner.Dispose();
        Assert.False(CacheScope.IsInUse);
    }
}
