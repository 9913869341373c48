using System.Net;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisUrlTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost:6379", false, null, null, null)]
    [InlineData("redis://localhost:6380", "localhost:6380", false, null, null, null)]
    [InlineData("REDIS://localhost/", "localhost:6379", false, null, null, null)]
    [InlineData("redis://10.0.0.1:6380/3", "10.0.0.1:6380", false, null, null, 3)]
    [InlineData("rediss://cache.example.com/0", "cache.example.com:6379", true, null, null, 0)]
    [InlineData("redis://:secret@host", "host:6379", false, null, "secret", null)]
    [InlineData("redis://alice:secret@host:1/2", "host:1", false, "alice", "secret", 2)]
    [InlineData("redis://a%40b:p%3A%2F%40%25%20x@host", "host:6379", false, "a@b", "p:/@% x", null)]
    [InlineData("redis://:un@enc/oded:pw@host:5", "host:5", false, null, "un@enc/oded:pw", null)]
    [InlineData("redis://:a+b@host", "host:6379", false, null, "a+b", null)]
    [InlineData("redis://[::1]", "[::1]:6379", false, null, null, null)]
    [InlineData("redis://:p@[2001:db8::1]:7000/1", "[2001:db8::1]:7000", false, null, "p", 1)]
    [InlineData("redis://a:7001,b,10.0.0.1:7003", "a:7001 b:6379 10.0.0.1:7003", false, null, null, null)]
    [InlineData(" redis://host:6380/2\n", "host:6380", false, null, null, 2)]
    [InlineData("redis://:secret@host\r\n", "host:6379", false, null, "secret", null)]
    [InlineData("redis://@host", "host:6379", false, null, null, null)]
    [InlineData("redis://:@host", "host:6379", false, null, null, null)]
    public void RightOne_IsRead(string url, string endPoints, bool tls, string? user, string? password, int? database)
    {
        Assert.Null(RedisUrl.TryParse(url, out var address));
        Assert.Equal(endPoints, string.Join(' ', address!.EndPoints.Select(Text)));
        Assert.Equal((tls, user, password, database), (address.IsTls, address.User, address.Password, address.Database));
        Assert.DoesNotContain(password ?? "\0", address.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:localhost:6379")]
    [InlineData("redis/localhost:6379")]
    [InlineData("localhost:6379")]
    [InlineData("http://localhost:6379")]
    [InlineData("https://localhost")]
    [InlineData("redis://")]
    [InlineData("redis://:6379")]
    [InlineData("redis://host:0")]
    [InlineData("redis://host:65536")]
    [InlineData("redis://host:port")]
    [InlineData("redis://host:")]
    [InlineData("redis://host/one")]
    [InlineData("redis://host/-1")]
    [InlineData("redis://host/1/2")]
    [InlineData("redis://host/99999999999")]
    [InlineData("redis://host?db=1")]
    [InlineData("redis://host#1")]
    [InlineData("redis://a,,b")]
    [InlineData("redis://::1")]
    [InlineData("redis://[::1")]
    [InlineData("redis://[::1]x")]
    [InlineData("redis://[host]:1")]
    [InlineData("redis://ho st")]
    [InlineData("redis://ho\nst")]
    public void WrongOne_SaysTheRightForm(string url)
    {
        var problem = RedisUrl.TryParse(url, out var address);
        Assert.Null(address);
        Assert.Contains("redis://[user][:password]@host:port[/db]", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:alice:hunter2@localhost:6379")]
    [InlineData("http://alice:hunter2@localhost:6379")]
    [InlineData("hunter2://alice@localhost")]
    [InlineData("redis://alice:hunter2@localhost:port")]
    [InlineData("redis://alice:hunter2@localhost/x")]
    [InlineData("redis://alice:hunter2@")]
    [InlineData("redis://hunter2@localhost")]
    [InlineData("redis://alice:hunter2")]
    public void Problem_NeverShowsUserOrPassword(string url)
    {
        var problem = RedisUrl.TryParse(url, out _);
        Assert.NotNull(problem);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", problem, StringComparison.Ordinal);
    }

    private static string Text(EndPoint endPoint) => endPoint is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : endPoint.ToString()!;
}
