using Cachekit;
using Cachekit.Testing;

namespace Guides.Freshness;

public sealed record Rates(string Currency, decimal PerDollar);

public sealed record RatesAnswer(bool NotModified, Rates Rates, string ETag, TimeSpan? MaxAge);

public interface IRatesClient
{
    Task<RatesAnswer> GetAsync(string currency, string? ifNoneMatch, CancellationToken cancellationToken);
}

public sealed partial class Bank(IRatesClient client, CachekitRuntime runtime)
{
    // <freshness-conditional>
    [Cache(Ttl = "1h")]
    public partial Task<Rates> GetRatesAsync(string currency);

    private async Task<Cacheable<Rates>> GetRatesCoreAsync(string currency, CachePrevious<Rates> previous, CancellationToken ct)
    {
        var answer = await client.GetAsync(currency, ifNoneMatch: previous.Validator, ct);
        return answer.NotModified
            ? Cacheable.Unchanged<Rates>(answer.MaxAge)
            : new Cacheable<Rates>(answer.Rates) { Ttl = answer.MaxAge, Validator = answer.ETag };
    }
    // </freshness-conditional>
}

/// <summary>What the guide on freshness shows.</summary>
public sealed class FreshnessTests : IAsyncDisposable
{
    private readonly CacheTestBench _bench = new();
    private readonly Client _client = new();
    private readonly Bank _bank;

    public FreshnessTests() => _bank = new Bank(_client, _bench.Runtime);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task ConditionalRefresh_AsksWithTheValidatorAndKeepsWhatHasNotChanged()
    {
        var first = await _bank.GetRatesAsync("EUR");
        Assert.Equal([null], _client.Asked);

        // Past half of its life, which is the ten minutes that the answer said.
        _bench.Advance(TimeSpan.FromMinutes(6));
        Assert.Same(first, await _bank.GetRatesAsync("EUR"));
        await _bench.SettleAsync();
        Assert.Equal([null, "v1"], _client.Asked);
        Assert.Equal(1, _bank.Cached.GetRates.Info.Refreshes);

        _bench.Advance(TimeSpan.FromMinutes(4.4));
        Assert.Equal(first, await _bank.GetRatesAsync("EUR"));

        _client.Version = "v2";
        _bench.Advance(TimeSpan.FromMinutes(2));
        await _bank.GetRatesAsync("EUR");
        await _bench.SettleAsync();
        Assert.Equal(2m, (await _bank.GetRatesAsync("EUR")).PerDollar);
    }

    [Fact]
    public async Task ValidatorOfTheBackend_ReachesAnotherProcess()
    {
        await _bank.GetRatesAsync("EUR");
        _bench.Advance(TimeSpan.FromMinutes(6));
        var runtime = _bench.AddRuntime();
        var other = new Bank(_client, runtime);

        await other.GetRatesAsync("EUR");
        await other.GetRatesAsync("EUR");
        await _bench.SettleAsync();

        Assert.Equal([null, "v1"], _client.Asked);
    }

    [Fact]
    public async Task Scopes()
    {
        var bank = _bank;

        // <freshness-scopes>
        Rates rates;
        using (CacheScope.Bypass()) // neither layer is read or written
        {
            rates = await bank.GetRatesAsync("EUR");
        }

        using (CacheScope.ForceRefresh()) // bodies run, and replace the entries
        {
            rates = await bank.GetRatesAsync("EUR");
        }

        using (CacheScope.ReadOnly()) // entries are read; what is missing is computed and not stored, and nothing is refreshed
        {
            rates = await bank.GetRatesAsync("EUR");
        }
        // </freshness-scopes>

        Assert.Equal("EUR", rates.Currency);
        Assert.Equal(2, _client.Asked.Count);
    }

    private sealed class Client : IRatesClient
    {
        public string Version { get; set; } = "v1";

        public List<string?> Asked { get; } = [];

        public Task<RatesAnswer> GetAsync(string currency, string? ifNoneMatch, CancellationToken cancellationToken)
        {
            Asked.Add(ifNoneMatch);
            return Task.FromResult(new RatesAnswer(ifNoneMatch == Version, new Rates(currency, Version == "v1" ? 1 : 2), Version, TimeSpan.FromMinutes(10)));
        }
    }
}
