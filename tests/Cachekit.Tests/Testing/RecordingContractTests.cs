using Cachekit.Testing;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Testing;

/// <summary>The recording backend keeps the contract of all backends.</summary>
public sealed class RecordingContractTests
{
    private readonly FakeTimeProvider _time = new();

    public static TheoryData<string> Names => [.. CacheBackendContract.NamesFor<RecordingBackend>()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_IsKept(string name)
    {
        var subject = new CacheBackendContractSubject
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

        var result = await CacheBackendContract.Case(name).RunAsync(subject, TestContext.Current.CancellationToken);

        // The largest value has no case of its own where there is no limit.
        Assert.True(result is CacheBackendContractResult.Kept || name == "values/limit", $"{name}: {result}");
    }
}
