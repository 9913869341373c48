namespace Cachekit.Configuration;

/// <summary>
/// Puts together what code and configuration say about the methods of each preset: code before configuration, and in each what is said for the preset before
/// what is said for all.
/// </summary>
internal sealed class PolicyResolver
{
    private const string DefaultsSection = "Defaults";
    private const string PresetsSection = "Presets";

    private static readonly Preset[] AllPresets = Enum.GetValues<Preset>();

    private readonly Dictionary<Preset, PolicySource[]> _sources = [];
    private readonly ICollection<string> _problems;

    /// <param name="options">What code says; it is copied, so that later changes have no effect.</param>
    /// <param name="settings">Reads the configuration.</param>
    /// <param name="problems">Collects the problems.</param>
    internal PolicyResolver(CachekitOptions options, SettingsReader settings, ICollection<string> problems)
    {
        _problems = problems;
        CheckPresetNames(settings);
        var codeDefaults = FromCode(options.Defaults, "CachekitOptions.Defaults.");
        var configuredDefaults = FromConfiguration(settings, DefaultsSection);
        foreach (var preset in AllPresets)
        {
            var code = FromCode(options.Presets.For(preset), $"CachekitOptions.Presets.{preset}.");
            var configured = FromConfiguration(settings, $"{PresetsSection}:{preset}");
            _sources[preset] = preset is Preset.Test ? [code, configured] : [code, codeDefaults, configured, configuredDefaults];
        }

        CheckTest();
        CheckTimeouts();
    }

    /// <summary>The settings by preset, those that win first.</summary>
    internal Func<Preset, IReadOnlyList<CachePolicyOptions>> Policies
    {
        get
        {
            var policies = _sources.ToDictionary(
                static pair => pair.Key, static pair => (IReadOnlyList<CachePolicyOptions>)[.. pair.Value.Select(static source => source.Policy)]);
            return preset => policies.TryGetValue(preset, out var found) ? found : [];
        }
    }

    /// <summary>What is said of <see cref="Preset.Io"/> itself has to suit its server.</summary>
    /// <param name="ttl">The life of entries where attributes say nothing.</param>
    internal void CheckIo(TimeSpan ttl)
    {
        if (First(_sources[Preset.Io], static policy => policy.StaleFor) is { } stale
            && stale.Source.Prefix.Contains(nameof(Preset.Io), StringComparison.Ordinal)
            && stale.Value > TimeSpan.Zero
            && stale.Value <= TtlLimits.Longest
            && stale.Value + ttl > PresetPolicies.LongestInHttp)
        {
            _problems.Add(
                $"{stale.Source.Prefix}{nameof(CachePolicyOptions.StaleFor)} is {stale.Value}, which with the life of {ttl} is more than the 30 days that the Http backend keeps entries: make it shorter.");
        }
    }

    private PolicySource FromCode(CachePolicyOptions policy, string prefix)
    {
        var copy = new CachePolicyOptions();
        foreach (var setting in PolicySettings.All)
        {
            setting.Copy(policy, copy);
        }

        return Checked(new PolicySource(copy, prefix));
    }

    private PolicySource FromConfiguration(SettingsReader settings, string section)
    {
        var policy = new CachePolicyOptions();
        foreach (var setting in PolicySettings.All)
        {
            setting.Read(settings, section, policy);
        }

        foreach (var (name, path, isValue) in settings.Below(section))
        {
            if (!PolicySettings.All.Any(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                _problems.Add($"{path} is no setting of cached methods: there are {string.Join(", ", PolicySettings.All.Select(static setting => setting.Name))}.");
            }
            else if (!isValue)
            {
                _problems.Add($"{path} has settings below it, but it is one value: write the value there.");
            }
        }

        return Checked(new PolicySource(policy, settings.PathOf(new SettingName(section, null)) + ":"));
    }

    private PolicySource Checked(PolicySource source)
    {
        foreach (var setting in PolicySettings.All)
        {
            if (setting.TryFindProblem(source.Policy, out var problem))
            {
                _problems.Add($"{source.Prefix}{setting.Name} {problem}");
            }
        }

        return source;
    }

    private void CheckPresetNames(SettingsReader settings)
    {
        foreach (var (name, path, _) in settings.Below(PresetsSection))
        {
            if (!AllPresets.Any(preset => string.Equals(preset.ToString(), name, StringComparison.OrdinalIgnoreCase)))
            {
                _problems.Add($"{path} is no preset: there are {string.Join(", ", AllPresets)}.");
            }
        }
    }

    private void CheckTest()
    {
        foreach (var source in _sources[Preset.Test])
        {
            foreach (var setting in PolicySettings.All)
            {
                if (setting.IsRefusedByTest(source.Policy, out var reason))
                {
                    _problems.Add($"{source.Prefix}{setting.Name} {reason}");
                }
            }
        }
    }

    private void CheckTimeouts()
    {
        // What is said for all presets is wrong once, not once for each of them.
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sources in _sources.Values)
        {
            if (First(sources, static policy => policy.SoftTimeout) is { } soft
                && First(sources, static policy => policy.HardTimeout) is { } hard
                && soft.Value >= hard.Value)
            {
                found.Add(
                    $"{soft.Source.Prefix}{nameof(CachePolicyOptions.SoftTimeout)} is {soft.Value}, but {hard.Source.Prefix}{nameof(CachePolicyOptions.HardTimeout)} is {hard.Value}: SoftTimeout must be less.");
            }
        }

        foreach (var problem in found)
        {
            _problems.Add(problem);
        }
    }

    private static (T Value, PolicySource Source)? First<T>(PolicySource[] sources, Func<CachePolicyOptions, T?> setting)
        where T : struct
    {
        foreach (var source in sources)
        {
            if (setting(source.Policy) is { } value)
            {
                return (value, source);
            }
        }

        return null;
    }
}
