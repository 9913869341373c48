using Cachekit.Backends.Tests.Contract;
using Cachekit.Testing;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisClusterContractTests(RedisClusterFixture redis) : BackendContractTests<RedisBackend>, IClassFixture<RedisClusterFixture>
{
    protected override CacheBackendContractSubject Subject
    {
        get
        {
            var own = Guid.NewGuid().ToString("N");
            return new CacheBackendContractSubject
            {
                CreateAsync = _ => new ValueTask<ICacheBackend>(redis.Backend(o => (o.KeyPrefix, o.InvalidationChannel, o.MaxChunkSizeMb) = (own, own, 1))),
                ReleaseAsync = static backend => ((RedisBackend)backend).DisposeAsync(),
                LifeResolution = TimeSpan.FromMilliseconds(1),
                MaxKeyLength = 4096,
                KeyCharacters = CacheBackendContractSubject.PrintableAscii + " \r\n\t\0é日",
            };
        }
    }
}
