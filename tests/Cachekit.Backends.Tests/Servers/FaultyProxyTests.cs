using System.Net.Sockets;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Servers;

public sealed class FaultyProxyTests(RedisFixture redis) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private FaultyProxy _proxy = null!;
    private RespConnection _connection = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = new FaultyProxy(redis.Server.Port);
        _connection = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _proxy.DisposeAsync().AsTask().WaitAsync(Patience, CancellationToken.None);
    }

    [Fact]
    public async Task Passing_IsUnseen()
    {
        Assert.Equal("PONG", await PingAsync());
        Assert.Equal(1, _proxy.Accepted);
        await _proxy.WhenAcceptedAsync(1);
        Assert.Equal(1, _proxy.Open);
    }

    [Fact]
    public async Task HeldAnswers_ComeWhenReleased()
    {
        var gate = _proxy.HoldAnswers();
        var answer = PingAsync();
        await gate.WhenArrivedAsync().WaitAsync(Patience, Cancelled);
        Assert.False(answer.IsCompleted);
        gate.Open();
        Assert.Equal("PONG", await answer);
    }

    [Fact]
    public async Task HeldRequests_ComeWhenPassingAgain()
    {
        var gate = _proxy.HoldRequests();
        var key = RedisFixture.NewPrefix();
        var answer = _connection.TextAsync(["SET", key, "1"], Cancelled);
        await gate.WhenArrivedAsync().WaitAsync(Patience, Cancelled);
        Assert.Null(await redis.Server.AskAsync("GET", key));
        _proxy.Pass();
        Assert.Equal("OK", await answer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task CutAnswer_IsAResetOfOneConnection(int afterBytes)
    {
        _proxy.CutNextAnswer(afterBytes);
        var reset = await Assert.ThrowsAsync<IOException>(PingAsync);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
        await ReconnectAsync();
        Assert.Equal("PONG", await PingAsync());
    }

    [Fact]
    public async Task Garbage_TakesTheAnswersPlace()
    {
        _proxy.Garble("hello\r\n"u8.ToArray());
        var garbled = await Assert.ThrowsAsync<InvalidOperationException>(PingAsync);
        Assert.Contains("hello", garbled.Message, StringComparison.Ordinal);
        _proxy.Pass();
        Assert.Equal("PONG", await PingAsync());
    }

    [Fact]
    public async Task SwallowedRequests_AreNeverAnswered()
    {
        _proxy.Swallow();
        await using var other = await ConnectAsync();
        await _proxy.WhenAcceptedAsync(2).WaitAsync(Patience, Cancelled);
        var key = RedisFixture.NewPrefix();
        var answer = other.AskAsync(["SET", key, "1"], Cancelled);
        _proxy.ResetAll();
        await Assert.ThrowsAsync<IOException>(() => answer);
        Assert.Null(await redis.Server.AskAsync("GET", key));
    }

    [Fact]
    public async Task Refused_ConnectionsComeBackOnTheSamePort()
    {
        _proxy.Refuse();
        await Assert.ThrowsAsync<IOException>(PingAsync);
        var refused = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        _proxy.Pass();
        await ReconnectAsync();
        Assert.Equal("PONG", await PingAsync());
    }

    [Fact]
    public async Task HalfOpen_ConnectionsAreDeadAndNewOnesPass()
    {
        Assert.Equal("PONG", await PingAsync());
        _proxy.HalfOpen();
        var answer = PingAsync();
        await using var other = await ConnectAsync();
        Assert.Equal("PONG", await other.TextAsync(["PING"], Cancelled));
        Assert.False(answer.IsCompleted);
        _proxy.CloseAll();
        await Assert.ThrowsAnyAsync<IOException>(() => answer);
    }

    private Task<string> PingAsync() => _connection.TextAsync(["PING"], Cancelled);

    private Task<RespConnection> ConnectAsync() => RespConnection.ConnectAsync(_proxy.Port, cancellationToken: Cancelled);

    private async Task ReconnectAsync()
    {
        await _connection.DisposeAsync();
        _connection = await ConnectAsync();
    }
}
