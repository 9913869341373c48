namespace Cachekit.Backends.Tests.Http;

/// <summary>Which addresses of the API are allowed.</summary>
public class ApiEndpointTests
{
    [Theory]
    [InlineData("https://api.cachekit.io", "https://api.cachekit.io")]
    [InlineData("https://api.cachekit.io/", "https://api.cachekit.io")]
    [InlineData("HTTPS://API.CacheKit.IO:443/v2/", "https://api.cachekit.io/v2")]
    [InlineData("https://api.staging.cachekit.io:8443", "https://api.staging.cachekit.io:8443")]
    public void HostsOfTheService_AreAllowed(string url, string prefix)
    {
        var endpoint = ApiEndpoint.Parse(url, allowCustomHost: false, allowPrivateNetwork: false, out var problem);
        Assert.Equal("", problem);
        Assert.Equal(prefix, endpoint!.Prefix);
    }

    [Theory]
    [InlineData("https://cachekit.io")]
    [InlineData("https://eu.api.cachekit.io")]
    [InlineData("https://api.cachekit.io.evil.example")]
    [InlineData("https://evil.example/api.cachekit.io")]
    [InlineData("https://api-cachekit.io")]
    [InlineData("https://8.8.8.8")]
    [InlineData("https://[2606:4700::1111]")]
    public void OtherHosts_NeedLeave(string url)
    {
        Assert.Null(ApiEndpoint.Parse(url, allowCustomHost: false, allowPrivateNetwork: true, out var problem));
        Assert.Contains("does not belong to the CacheKit service", problem, StringComparison.Ordinal);
        Assert.NotNull(ApiEndpoint.Parse(url, allowCustomHost: true, allowPrivateNetwork: false, out _));
    }

    [Theory]
    [InlineData("https://localhost")]
    [InlineData("https://LOCALHOST:8443")]
    [InlineData("https://cache.localhost")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://127.255.255.254")]
    [InlineData("https://127.1")]
    [InlineData("https://0x7f000001")]
    [InlineData("https://2130706433")]
    [InlineData("https://0177.0.0.1")]
    [InlineData("https://0.0.0.0")]
    [InlineData("https://0.1.2.3")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://172.16.0.1")]
    [InlineData("https://172.31.255.255")]
    [InlineData("https://192.168.1.1")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://100.64.0.1")]
    [InlineData("https://224.0.0.1")]
    [InlineData("https://255.255.255.255")]
    [InlineData("https://[::]")]
    [InlineData("https://[::1]")]
    [InlineData("https://[fe80::1]")]
    [InlineData("https://[fe80::1%25eth0]")]
    [InlineData("https://[febf::1]")]
    [InlineData("https://[fc00::1]")]
    [InlineData("https://[fdff::1]")]
    [InlineData("https://[ff02::1]")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("https://[::ffff:10.0.0.1]")]
    [InlineData("https://[::ffff:7f00:1]")]
    [InlineData("https://[::127.0.0.1]")]
    [InlineData("https://[64:ff9b::10.0.0.1]")]
    [InlineData("https://[2002:c0a8:0101::1]")]
    [InlineData("https://[64:ff9b:1::808:808]")]
    [InlineData("https://[2001:0:808:808::1]")]
    [InlineData("https://[100::1]")]
    [InlineData("https://[::ffff:0:127.0.0.1]")]
    public void PrivateAddresses_NeedLeaveOfTheirOwn(string url)
    {
        Assert.Null(ApiEndpoint.Parse(url, allowCustomHost: true, allowPrivateNetwork: false, out var problem));
        Assert.Contains("must be public", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Allow", problem, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(ApiEndpoint.Parse(url, allowCustomHost: true, allowPrivateNetwork: true, out _));
        Assert.Null(ApiEndpoint.Parse(url, allowCustomHost: false, allowPrivateNetwork: true, out problem));
        Assert.DoesNotContain("api.", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("allow", problem, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://1.1.1.1")]
    [InlineData("https://172.15.0.1")]
    [InlineData("https://172.32.0.1")]
    [InlineData("https://192.169.0.1")]
    [InlineData("https://[2001:4860:4860::8888]")]
    [InlineData("https://[::ffff:8.8.8.8]")]
    [InlineData("https://localhost.example.com")]
    public void PublicAddresses_NeedNone(string url) =>
        Assert.NotNull(ApiEndpoint.Parse(url, allowCustomHost: true, allowPrivateNetwork: false, out _));

    [Theory]
    [InlineData(null, "is not a URL")]
    [InlineData("", "is not a URL")]
    [InlineData("api.cachekit.io", "is not a URL")]
    [InlineData("/v1", "is not a URL")]
    [InlineData("http://api.cachekit.io", "does not begin with https://")]
    [InlineData("ftp://api.cachekit.io", "does not begin with https://")]
    [InlineData("file:///etc/passwd", "does not begin with https://")]
    [InlineData("https://user:hunter2@api.cachekit.io", "has a user name or a password")]
    [InlineData("https://hunter2@api.cachekit.io", "has a user name or a password")]
    [InlineData("https://api.cachekit.io?key=hunter2", "has a query")]
    [InlineData("https://api.cachekit.io#hunter2", "has a query or a fragment")]
    [InlineData("https://api.cachekit.io.", "ends with a dot")]
    [InlineData("https://localhost.", "ends with a dot")]
    [InlineData("https://127.0.0.1./", "ends with a dot")]
    [InlineData("https://\uFF11\uFF12\uFF17.0.0.1", "beyond ASCII")]
    [InlineData("https://127\u30020\u30020\u30021", "beyond ASCII")]
    [InlineData("https://\u24DBocalhost", "beyond ASCII")]
    public void OtherMistakes_AreNamed_WithoutWhatCouldBeSecret(string? url, string expected)
    {
        Assert.Null(ApiEndpoint.Parse(url, allowCustomHost: true, allowPrivateNetwork: true, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }
}
