namespace Cachekit.Backends.Tests.Redis;

/// <summary>Synchronous members on the thread pool, whose threads read the answers too.</summary>
public sealed class RedisBlockingTests(RedisClassFixture redis) : IClassFixture<RedisClassFixture>
{
    // Far more than the pool has threads, all of them at once.
    private const int Callers = 400;

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("get")]
    [InlineData("set")]
    [InlineData("delete")]
    [InlineData("many")]
    [InlineData("lock")]
    public async Task ManyCallersThatBlock_AllGetTheirAnswers(string what)
    {
        await using var backend = redis.Backend();
        await backend.SetAsync("blocked", new byte[] { 7 }, null, _token);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => Task.Run(
            () =>
            {
                switch (what)
                {
                    case "get":
                        using (var found = backend.Get("blocked"))
                        {
                            Assert.Equal(7, found.Bytes.Span[0]);
                        }

                        break;
                    case "set":
                        backend.Set($"blocked:{number}", new byte[] { 1 }, null);
                        break;
                    case "delete":
                        Assert.False(backend.Delete("nothing there"));
                        break;
                    case "many":
                        Assert.True(backend.GetMany(["blocked", "nothing there"])[0].Found);
                        break;
                    default:
                        var held = backend.TryAcquireLock($"blocked:{number}", TimeSpan.FromMinutes(1));
                        Assert.True(held!.TryRenew(TimeSpan.FromMinutes(1)));
                        Assert.True(held.Release());
                        break;
                }
            },
            _token)));
    }
}
