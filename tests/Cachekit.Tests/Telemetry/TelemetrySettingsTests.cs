using Cachekit.Configuration;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Tests.Telemetry;

public sealed class TelemetrySettingsTests
{
    [Fact]
    public void Defaults()
    {
        var settings = Resolve([]).Changeable.Telemetry;

        Assert.Null(settings.Enabled);
        Assert.False(settings.LogKeys);
        Assert.Equal(0.1, settings.LogSamplingRate);
    }

    [Fact]
    public void Configuration_IsRead_AndCodeWins()
    {
        Dictionary<string, string?> section = new()
        {
            ["Telemetry:Enabled"] = "false",
            ["Telemetry:LogKeys"] = "true",
            ["Telemetry:LogSamplingRate"] = "0.25",
        };

        var configured = Resolve(section).Changeable.Telemetry;
        Assert.Equal((false, true, 0.25), (configured.Enabled, configured.LogKeys, configured.LogSamplingRate));

        var coded = Resolve(section, telemetry =>
        {
            telemetry.Enabled = true;
            telemetry.LogKeys = false;
            telemetry.LogSamplingRate = 1;
        }).Changeable.Telemetry;
        Assert.Equal((true, false, 1.0), (coded.Enabled, coded.LogKeys, coded.LogSamplingRate));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void RateOutOfRange_IsAProblem(double rate)
    {
        var problem = Assert.Single(Assert.Throws<CacheConfigurationException>(() => Resolve([], telemetry => telemetry.LogSamplingRate = rate)).Problems);

        Assert.StartsWith("CachekitOptions.Telemetry.LogSamplingRate is ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Telemetry:LogSamplingRate", "1.5")]
    [InlineData("Telemetry:LogSamplingRate", "often")]
    [InlineData("Telemetry:LogSamplingRate", "-1")]
    [InlineData("Telemetry:Enabled", "perhaps")]
    [InlineData("Telemetry:LogKeys", "2")]
    public void WrongText_IsAProblem(string path, string text)
    {
        var problem = Assert.Single(Assert.Throws<CacheConfigurationException>(() => Resolve(new() { [path] = text })).Problems);

        Assert.StartsWith(path + " is ", problem, StringComparison.Ordinal);
    }

    private static RuntimeSettings Resolve(Dictionary<string, string?> section, Action<TelemetryOptions>? configure = null)
    {
        var options = new CachekitOptions { Variables = static _ => null, Configuration = new ConfigurationBuilder().AddInMemoryCollection(section).Build() }.UseNoBackend();
        configure?.Invoke(options.Telemetry);
        return SettingsResolver.Resolve(options, default);
    }
}
