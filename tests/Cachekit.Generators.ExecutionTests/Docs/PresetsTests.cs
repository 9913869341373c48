using Cachekit;

namespace Guides.Presets;

public sealed partial class Names(CachekitRuntime runtime)
{
    // <presets-choose>
    [Cache]                                     // Preset.Production
    public partial Task<string> GetNameAsync(int id);

    [Cache(Preset.Minimal, Ttl = "30s")]        // what the attribute says wins over the preset
    public partial Task<int> CountAsync(int id);
    // </presets-choose>

    private static Task<string> GetNameCoreAsync(int id) => Task.FromResult($"name {id}");

    private static Task<int> CountCoreAsync(int id) => Task.FromResult(id);
}

/// <summary>What the guide on presets shows.</summary>
public sealed class PresetsTests
{
    [Fact]
    public async Task Preset_IsThatOfTheAttribute()
    {
        using var runtime = new CachekitRuntime(new CachekitOptions().UseNoBackend());
        var names = new Names(runtime);

        Assert.Equal(("name 1", 1), (await names.GetNameAsync(1), await names.CountAsync(1)));
        Assert.Equal(Preset.Production, names.Cached.GetName.Info.Preset);
        Assert.Equal((Preset.Minimal, TimeSpan.FromSeconds(30)), (names.Cached.Count.Info.Preset, names.Cached.Count.Info.Ttl));
    }
}
