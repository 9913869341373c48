using Cachekit.Testing;

namespace Cachekit.Backends.Tests.Contract;

public sealed class FileContractTests : BackendContractTests<FileBackend>, IDisposable
{
    private readonly CacheFolder _folder = new();

    protected override CacheBackendContractSubject Subject => new()
    {
        CreateAsync = _ => new ValueTask<ICacheBackend>(_folder.Open(static options => options.MaxValueMb = 11)),
        LetTimePassAsync = (time, _) =>
        {
            _folder.Time.Advance(time);
            return default;
        },
        MaxValueBytes = 11 * 1024 * 1024,
        MaxKeyLength = 4096,
        KeyCharacters = CacheBackendContractSubject.PrintableAscii + " \r\n\t\0é日",
    };

    public void Dispose() => _folder.Dispose();
}
