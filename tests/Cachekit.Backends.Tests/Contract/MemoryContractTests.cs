using Cachekit.Testing;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Backends.Tests.Contract;

/// <summary>The backend that other tests use in place of a real one.</summary>
public sealed class MemoryContractTests : BackendContractTests<MemoryBackend>
{
    private readonly FakeTimeProvider _time = new();

    protected override CacheBackendContractSubject Subject => new()
    {
        CreateAsync = _ => new ValueTask<ICacheBackend>(new MemoryBackend(_time)),
        ReleaseAsync = static backend =>
        {
            // It is the only one that notices: the contract's own cases give each buffer back, once.
            var memory = (MemoryBackend)backend;
            Assert.Equal(0, memory.Lent);
            Assert.Equal(0, memory.ReturnedTwice);
            return default;
        },
        LetTimePassAsync = (time, _) =>
        {
            _time.Advance(time);
            return default;
        },
        LifeResolution = TimeSpan.FromMilliseconds(1),
        MaxKeyLength = 4096,
        KeyCharacters = CacheBackendContractSubject.PrintableAscii + " \r\n\t\0é日",
    };
}
