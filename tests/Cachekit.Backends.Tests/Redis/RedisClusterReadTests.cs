using Cachekit.Pipeline;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisClusterReadTests(RedisClusterFixture redis) : IClassFixture<RedisClusterFixture>
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ValuesOfAllNodes_AreReadTogether()
    {
        await using var backend = redis.Backend();
        IValueReadingBackend reader = backend;
        for (byte i = 0; i < 100; i++)
        {
            await backend.SetAsync($"value:{i}", new[] { i }, null, _token);
        }

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(
            async () =>
            {
                using var found = await reader.GetValueAsync($"value:{i}", _token);
                Assert.Equal(i < 100, found.Found);
                Assert.True(i >= 100 || found.Bytes.Span[0] == i);
            },
            _token)));
    }
}
