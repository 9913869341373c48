using System.Net.Sockets;
using System.Security.Authentication;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Servers;

/// <summary>The servers that other tests rely on do what they say.</summary>
public class ServerTests(RedisFixture redis, MemcachedFixture memcached)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis_OfTheFixture_KeepsEntries()
    {
        var key = RedisFixture.NewPrefix() + "a";
        await redis.Server.AskAsync("SET", key, "1");
        Assert.Equal("1"u8.ToArray(), await redis.Server.AskAsync("GET", key));
    }

    [Fact]
    public async Task Redis_StoppedAndStartedAgain_HasItsPortAndNoEntries()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        var port = server.Port;
        await server.AskAsync("SET", "a", "1");
        await server.StopAsync();
        await Assert.ThrowsAnyAsync<SocketException>(() => server.AskAsync("GET", "a"));
        await server.StartAgainAsync();
        Assert.Equal(port, server.Port);
        Assert.Null(await server.AskAsync("GET", "a"));
        await server.KillAsync();
        Assert.False(server.IsRunning);
    }

    [Fact]
    public async Task Redis_Frozen_AnswersWhenItGoesOn()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        await using var connection = await server.ConnectAsync(Cancelled);
        server.Freeze();
        var answer = connection.TextAsync(["PING"], Cancelled);
        Assert.False(answer.IsCompleted);
        server.Resume();
        Assert.Equal("PONG", await answer.WaitAsync(Patience, Cancelled));
        server.Freeze();
        await server.StopAsync();
        Assert.False(server.IsRunning);
    }

    [Fact]
    public async Task Redis_WithPasswordsAndUsers_RefusesOthers()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Password = "open sesame", Users = ["alice on >wonder ~* &* +@all"] });
        await server.FlushAsync();
        await using var connection = await RespConnection.ConnectAsync(server.Port, cancellationToken: Cancelled);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => connection.AskAsync(["GET", "a"], Cancelled));
        Assert.Contains("NOAUTH", refused.Message, StringComparison.Ordinal);
        Assert.Equal("OK", await connection.TextAsync(["AUTH", "alice", "wonder"], Cancelled));
        Assert.Null(await connection.AskAsync(["GET", "a"], Cancelled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redis_WithTls_ServesTlsOfItsAuthority(bool requireClientCertificate)
    {
        RedisFixture.Require();
        using var certificates = new TestCertificates();
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Tls = certificates, RequireClientCertificate = requireClientCertificate });
        Assert.Equal("PONG", await server.AskAsync("PING"));
        using var others = new TestCertificates();
        await Assert.ThrowsAsync<AuthenticationException>(() => RespConnection.ConnectAsync(server.Port, others, Cancelled));
    }

    [Fact]
    public async Task Redis_AsReplica_HasItsMastersEntries()
    {
        await using var replica = await RedisServer.StartAsync(new RedisServerOptions { ReplicaOf = redis.Server.Port });
        var key = RedisFixture.NewPrefix() + "a";
        await redis.Server.AskAsync("SET", key, "1");
        await using var connection = await replica.ConnectAsync(Cancelled);
        await UntilAsync(async () => await connection.AskAsync(["GET", key], Cancelled) is byte[]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cluster_Formed_KnowsWhereKeysAre(bool replicas)
    {
        RedisFixture.Require();
        await using var cluster = await RedisCluster.StartAsync(replicas);
        Assert.Equal(replicas ? 3 : 0, cluster.Replicas.Count);
        var moved = 0;
        foreach (var master in cluster.Masters)
        {
            await using var connection = await master.ConnectAsync(Cancelled);
            try
            {
                await connection.AskAsync(["SET", "a", "1"], Cancelled);
            }
            catch (InvalidOperationException exception) when (exception.Message.Contains("MOVED", StringComparison.Ordinal))
            {
                moved++;
            }
        }

        Assert.Equal(2, moved);
        await cluster.FlushAsync();
    }

    [Fact]
    public async Task Memcached_OfTheFixture_KeepsEntries()
    {
        var key = MemcachedFixture.NewPrefix() + "a";
        Assert.Equal(["STORED"], await memcached.Server.AskAsync($"set {key} 0 0 1\r\n1", Cancelled));
        Assert.Equal([$"VALUE {key} 0 1", "1"], await memcached.Server.AskAsync($"get {key}", Cancelled));
    }

    [Fact]
    public async Task Memcached_WithLargerItems_KeepsThemAndStartsAgain()
    {
        MemcachedFixture.Require();
        await using var server = await MemcachedServer.StartAsync(new MemcachedServerOptions { MemoryMb = 32, ItemSize = "2m" });
        Assert.Equal(["STORED"], await server.AskAsync("set a 0 0 1500000\r\n" + new string('x', 1_500_000), Cancelled));
        var tooLarge = await server.AskAsync("set b 0 0 2500000\r\n" + new string('x', 2_500_000), Cancelled);
        Assert.StartsWith("SERVER_ERROR", Assert.Single(tooLarge), StringComparison.Ordinal);
        await server.FlushAsync();
        Assert.Empty(await server.AskAsync("get a", Cancelled));
        await server.KillAsync();
        await server.StartAgainAsync();
        Assert.NotEmpty(await server.AskAsync("version", Cancelled));
        server.Freeze();
    }

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(Patience);
        while (!await condition())
        {
            await Task.Delay(10, deadline.Token);
        }
    }
}
