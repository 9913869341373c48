using Cachekit.Backends.Tests.Contract;
using Cachekit.Testing;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisContractTests(RedisClassFixture redis) : BackendContractTests<RedisBackend>, IClassFixture<RedisClassFixture>
{
    // The cases share the server, so that each gets keys and a channel of its own.
    protected override CacheBackendContractSubject Subject
    {
        get
        {
            var own = Guid.NewGuid().ToString("N");
            return new CacheBackendContractSubject
            {
                CreateAsync = _ => new ValueTask<ICacheBackend>(redis.Backend(o => (o.KeyPrefix, o.InvalidationChannel) = (own, own))),
                ReleaseAsync = static backend => ((RedisBackend)backend).DisposeAsync(),
                LifeResolution = TimeSpan.FromMilliseconds(1),
                MaxKeyLength = 4096,
                KeyCharacters = CacheBackendContractSubject.PrintableAscii + " \r\n\t\0é日",
            };
        }
    }
}
