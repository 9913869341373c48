using Cachekit.Backends.Tests.Http;
using Cachekit.Testing;

namespace Cachekit.Backends.Tests.Contract;

/// <summary>The contract of all backends, through the HTTP API and the server of this repository.</summary>
public sealed class HttpContractTests(CacheServerFixture server) : BackendContractTests<HttpBackend>, IClassFixture<CacheServerFixture>
{
    protected override CacheBackendContractSubject Subject => new()
    {
        CreateAsync = _ => new ValueTask<ICacheBackend>(server.CreateBackend()),
        LetTimePassAsync = (time, _) =>
        {
            server.Clock.Advance(time);
            return default;
        },
        MaxValueBytes = CacheServerFixture.MaxValueBytes,
        MaxKeyLength = 400,
        KeyCharacters = "_.-:",
        Gaps = CacheBackendContractGaps.DeletedOrMissing | CacheBackendContractGaps.RefreshedOrMissing
            | CacheBackendContractGaps.LockRenewal | CacheBackendContractGaps.LockLoss,
    };
}
