namespace Cachekit.Generators.ExecutionTests.Settings;

/// <summary>What attributes say arrives in the runtime: the nearest one wins, and what none says is the preset's.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly Scene _scene = new();

    [Fact]
    public void EverySettingOfAMethod_Applies()
    {
        var info = new Everything(_scene.Runtime).Cached.Said.Info;

        Assert.Equal(Preset.Dev, info.Preset);
        Assert.Equal(TimeSpan.FromMinutes(3), info.Ttl);
        Assert.True(info.SwrEnabled);
        Assert.Equal(0.8, info.SwrThresholdRatio);
        Assert.Equal(TimeSpan.FromMinutes(4), info.StaleFor);
        Assert.Equal(BackgroundRefresh.SameInstance, info.BackgroundRefresh);
        Assert.True(info.FailSafe);
        Assert.Equal(TimeSpan.FromMilliseconds(250), info.SoftTimeout);
        Assert.Equal(TimeSpan.FromSeconds(90), info.HardTimeout);
        Assert.True(info.LockEnabled);
        Assert.Equal(TimeSpan.FromSeconds(2), info.LockWait);
        Assert.True(info.Sliding);
        Assert.Equal(0.1, info.Jitter);
        Assert.Equal(CachePriority.NeverRemove, info.Priority);
        Assert.True(info.LocalEnabled);
        Assert.Equal(12, info.LocalMaxSizeMb);
        Assert.True(info.InvalidationEnabled);
        Assert.True(info.NamespaceIndex);
    }

    [Fact]
    public void WhatIsSwitchedOff_IsOffThoughThePresetHasIt()
    {
        var cached = new Everything(_scene.AnotherProcess(static options => options.Defaults.SwrEnabled = null)).Cached;
        var (off, nothing) = (cached.Off.Info, cached.Nothing.Info);

        Assert.False(off.SwrEnabled || off.FailSafe || off.LockEnabled || off.LocalEnabled || off.InvalidationEnabled || off.NamespaceIndex);
        Assert.True(nothing.SwrEnabled && nothing.FailSafe && nothing.LockEnabled && nothing.LocalEnabled && nothing.InvalidationEnabled && nothing.NamespaceIndex);
    }

    [Fact]
    public void WhatNoAttributeSays_IsLeftToTheOptions()
    {
        using var runtime = new CachekitRuntime(new CachekitOptions
        {
            Defaults = { Jitter = 0.5, StaleFor = TimeSpan.FromHours(1), Sliding = true },
        });
        var cached = new Everything(runtime).Cached;

        Assert.Equal((0.5, TimeSpan.FromHours(1), true), (cached.Nothing.Info.Jitter, cached.Nothing.Info.StaleFor, cached.Nothing.Info.Sliding));
        Assert.Equal((0.1, TimeSpan.FromMinutes(4)), (cached.Said.Info.Jitter, cached.Said.Info.StaleFor));
    }

    [Fact]
    public void DefaultsOfTheType_ApplyToItsMethods()
    {
        var info = new Outer(_scene.Runtime).Cached.Plain.Info;

        Assert.Equal(
            (Preset.Minimal, "outer", TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30), 0.25),
            (info.Preset, info.Namespace, info.Ttl, info.StaleFor, info.Jitter));
    }

    [Fact]
    public void MethodsOwnSettings_WinOverTheirTypes()
    {
        var info = new Outer(_scene.Runtime).Cached.Own.Info;

        Assert.Equal(
            (Preset.Test, "own", TimeSpan.FromMinutes(5), TimeSpan.Zero, 0.0),
            (info.Preset, info.Namespace, info.Ttl, info.StaleFor, info.Jitter));
    }

    [Fact]
    public void DefaultsOfTypesAround_ApplyWhereTheNestedTypeSaysNothing()
    {
        var cached = new Outer.Inner(_scene.Runtime).Cached;

        var nested = cached.Nested.Info;
        Assert.Equal((Preset.Minimal, "outer", CachePriority.Low, 0.25, true), (nested.Preset, nested.Namespace, nested.Priority, nested.Jitter, nested.NamespaceIndex));
        Assert.Null(nested.Ttl);

        // What never expires is never stale: the window of the outer type is for others.
        Assert.Equal(TimeSpan.Zero, nested.StaleFor);

        var nearer = cached.Nearer.Info;
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30), CachePriority.High), (nearer.Ttl, nearer.StaleFor, nearer.Priority));
    }

    public void Dispose() => _scene.Dispose();
}
