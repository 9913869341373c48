using Cachekit.Testing;

namespace Cachekit.Backends.Tests.Contract;

/// <summary>The backend that users test their code with.</summary>
public sealed class RecordingContractTests : BackendContractTests<RecordingBackend>
{
    private readonly FakeTimeProvider _time = new();

    protected override CacheBackendContractSubject Subject => new()
    {
        CreateAsync = _ => new ValueTask<ICacheBackend>(new RecordingBackend(_time)),
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
