namespace Cachekit.AspNetCore.Tests;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/v1/cache/health", "Health", "")]
    [InlineData("/v1/cache/health?x=/ttl", "Health", "")]
    [InlineData("/v1/cache/%68ealth", "Health", "")]
    [InlineData("/%761/cache/k", "Entry", "k")]
    [InlineData("/v1/cache/k", "Entry", "k")]
    [InlineData("/v1/cache/a%2Fb", "Entry", "a%2Fb")]
    [InlineData("/v1/cache/a%252Fb", "Entry", "a%252Fb")]
    [InlineData("/v1/cache/..", "Entry", "..")]
    [InlineData("/v1/cache/%2e%2E", "Entry", "%2e%2E")]
    [InlineData("/v1/cache/ttl", "Entry", "ttl")]
    [InlineData("/v1/cache/lock", "Entry", "lock")]
    [InlineData("/v1/cache/k/ttl", "Ttl", "k")]
    [InlineData("/v1/cache/k/lock?lock_id=1", "Lock", "k")]
    [InlineData("/v1/cache/health/ttl", "Ttl", "health")]
    [InlineData("/v1/cache//ttl", "Ttl", "")]
    [InlineData("/v1/cache/k/%74tl", "Ttl", "k")]
    [InlineData("http://any.host:1/v1/cache/a%2Fb", "Entry", "a%2Fb")]
    [InlineData("HTTPS://any.host/v1/cache/k/ttl?x", "Ttl", "k")]
    public void TargetOfTheProtocol_IsFound(string target, string route, string key)
    {
        var parsed = RequestTarget.Parse(target);

        Assert.Equal((route, true, key), (parsed.Route.ToString(), parsed.IsBelowCache, parsed.Key.ToString()));
    }

    [Theory]
    [InlineData("/v1/cache", true)]
    [InlineData("/v1/cache/", true)]
    [InlineData("/v1/cache?x", true)]
    [InlineData("/v1/cache/k/", true)]
    [InlineData("/v1/cache//", true)]
    [InlineData("/v1/cache/k/ttl/", true)]
    [InlineData("/v1/cache/k/TTL", true)]
    [InlineData("/v1/cache/k/other", true)]
    [InlineData("/v1/cache/../x", true)]
    [InlineData("/v1/cache/k/%zz", true)]
    [InlineData("/v1/./cache/k", false)]
    [InlineData("/v1/x/../cache/k", false)]
    [InlineData("/V1/cache/k", false)]
    [InlineData("/v1%2Fcache/k", false)]
    [InlineData("//v1/cache/k", false)]
    [InlineData("/", false)]
    [InlineData("", false)]
    [InlineData("*", false)]
    [InlineData("http://v1/cache", false)]
    [InlineData("http://any.host", false)]
    public void OtherTarget_IsUnknown(string target, bool isBelowCache)
    {
        var parsed = RequestTarget.Parse(target);

        Assert.Equal((ServerRoute.Unknown, isBelowCache), (parsed.Route, parsed.IsBelowCache));
    }
}
