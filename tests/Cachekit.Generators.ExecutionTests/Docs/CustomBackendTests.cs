using System.Collections.Concurrent;
using Cachekit;
using Cachekit.TestSupport;
using Cachekit.Testing;

namespace Guides.CustomBackends;

// <custom-backend>
public sealed class DictionaryBackend(TimeProvider time) : ICacheBackend
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset? End)> _entries = new(StringComparer.Ordinal);

    public string Name => "dictionary";

    public BackendValue Get(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_entries.TryGetValue(key, out var entry))
        {
            return BackendValue.Missing;
        }

        var remaining = entry.End - time.GetUtcNow();
        return remaining <= TimeSpan.Zero ? BackendValue.Missing : new BackendValue(entry.Bytes, remaining);
    }

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (ttl is { } life)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(ttl));
        }

        _entries[key] = (value.ToArray(), time.GetUtcNow() + ttl); // a copy: the memory is the caller's again afterwards
    }

    public bool Delete(string key)
    {
        var exists = Exists(key);
        return _entries.TryRemove(key, out _) && exists;
    }

    public bool Exists(string key) => Get(key).Found;

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Get(key));
    }

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Set(key, value, ttl);
        return default;
    }

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Delete(key));
    }

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Exists(key));
    }
}
// </custom-backend>

// <custom-contract>
public sealed class DictionaryBackendTests
{
    private readonly FakeTimeProvider _time = new(); // any clock that a test can move

    public static TheoryData<string> Names => [.. CacheBackendContract.NamesFor<DictionaryBackend>()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_IsKept(string name)
    {
        var subject = new CacheBackendContractSubject
        {
            CreateAsync = _ => new ValueTask<ICacheBackend>(new DictionaryBackend(_time)),
            LetTimePassAsync = (time, _) =>
            {
                _time.Advance(time);
                return default;
            },
        };
        var result = await CacheBackendContract.Case(name).RunAsync(subject, TestContext.Current.CancellationToken);
        Assert.SkipWhen(result == CacheBackendContractResult.DoesNotApply, "The backend does not offer this.");
    }
}
// </custom-contract>

public sealed partial class Titles(CachekitRuntime runtime)
{
    [Cache]
    public partial string Get(int id);

    private static string GetCore(int id) => $"title {id}";
}

/// <summary>What the guide on backends of one's own shows.</summary>
public sealed class CustomBackendTests
{
    [Fact]
    public void Runtime_UsesIt()
    {
        var options = new CachekitOptions();

        // <custom-use>
        var backend = new DictionaryBackend(TimeProvider.System);
        options.UseBackend(backend);
        // </custom-use>

        using var runtime = new CachekitRuntime(options);
        var titles = new Titles(runtime);
        Assert.Equal("title 1", titles.Get(1));
        Assert.True(backend.Exists(titles.Cached.Get.Key(1)));
        Assert.Equal("dictionary", titles.Cached.Get.Info.Backend);
    }
}
