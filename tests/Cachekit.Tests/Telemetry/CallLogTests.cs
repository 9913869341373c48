using Cachekit.Pipeline;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Telemetry;

/// <summary>The lines about single calls, and the keys in them.</summary>
public sealed class CallLogTests
{
    private const int Answered = 1140;
    private const int RanBody = 1141;
    private const int Failed = 1142;

    private readonly World _world = new();

    [Fact]
    public async Task Dev_LogsEveryCallThatMemoryDidNotAnswer()
    {
        var cache = Texts(Preset.Dev, null);
        await cache.AskAsync(1, _ =>
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(12));
            return new ValueTask<string?>("value");
        });
        await Texts(Preset.Dev, null).CallAsync(1, "value");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.AskAsync(2, _ => throw new InvalidOperationException()));

        var lines = _world.Logs.Lines.Where(line => line.Id is >= Answered and <= Failed).ToArray();
        Assert.Equal([RanBody, Answered, Failed], lines.Select(line => line.Id));
        Assert.All(lines, line => Assert.Equal(LogLevel.Debug, line.Level));
        Assert.Equal($"Shop.Catalog.FindAsync: the entry {KeyDigest.Of(cache.GetKey(1))} was in no layer; the body ran, and all took 12 ms.", lines[0].Text);
        Assert.Contains("'backend'", lines[1].Text, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", lines[2].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Preset.Production, null, 2)]
    [InlineData(Preset.Production, 0.0, 0)]
    [InlineData(Preset.Production, 0.5, 10)]
    [InlineData(Preset.Production, 1.0, 20)]
    [InlineData(Preset.Dev, 0.0, 20)]
    [InlineData(Preset.Test, 1.0, 0)]
    [InlineData(Preset.Minimal, 1.0, 0)]
    public async Task Rate_IsThePartThatIsLogged(Preset preset, double? rate, int expected)
    {
        var cache = Texts(preset, options => options.Telemetry.LogSamplingRate = rate);
        for (var i = 0; i < 20; i++)
        {
            await cache.CallAsync(i, "value");
        }

        Assert.Equal(expected, _world.Logs.Count(RanBody, LogLevel.Debug));
    }

    [Fact]
    public async Task Keys_AreDigests_UnlessAskedFor()
    {
        var hashed = Texts(Preset.Dev, null);
        await hashed.CallAsync(1, "value");
        Assert.All(_world.Logs.Lines, line => Assert.DoesNotContain(hashed.GetKey(1), line.Text, StringComparison.Ordinal));

        var open = Texts(Preset.Dev, options => options.Telemetry.LogKeys = true);
        await open.CallAsync(2, "value");
        Assert.Contains(_world.Logs.Lines, line => line.Id == RanBody && line.Text.Contains(open.GetKey(2), StringComparison.Ordinal));
    }

    [Fact]
    public async Task LogKeys_AppliesToOtherLinesAboutMethods()
    {
        var cache = Texts(Preset.Production, options => options.Telemetry.LogKeys = true);
        _world.Store.Plant(cache.GetKey(1), [1, 2, 3]);
        await cache.CallAsync(1, "value");

        Assert.Contains(_world.Logs.Lines, line => line.Id == 1110 && line.Text.Contains(cache.GetKey(1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeysOfSecureMethods_AreNeverLogged()
    {
        var runtime = _world.Runtime(options =>
        {
            options.Telemetry.LogKeys = true;
            options.Telemetry.LogSamplingRate = 1;
            options.Encryption.MasterKey = MasterKeys.First;
        });
        var cache = World.Texts<IntKey>(definition => definition with { Secure = true }).In(runtime);
        _world.Store.Plant(cache.GetKey(1), [1, 2, 3]);
        _world.Faults.Fail(BackendOperation.Set);
        await cache.CallAsync(1, "value");

        Assert.Contains(_world.Logs.Lines, line => line.Id == RanBody);
        Assert.All(_world.Logs.Lines, line => Assert.DoesNotContain(cache.GetKey(1), line.Text, StringComparison.Ordinal));
    }

    private Cachekit.CompilerServices.MethodCache<IntKey, string?> Texts(Preset preset, Action<CachekitOptions>? configure) =>
        World.Texts<IntKey>(definition => definition with { Preset = preset }).In(_world.Runtime(configure));
}
