using Cachekit.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Cachekit.AspNetCore;

/// <summary>Binds <c>Cachekit:Server</c> by generated code.</summary>
/// <remarks>
/// Setting by setting, because the binder stops at the first wrong one. A name that nobody knows is a mistake too: a misspelled list of
/// namespaces would open all of them.
/// </remarks>
internal sealed class ServerOptionsBinder(IConfiguration configuration) : IConfigureOptions<CachekitServerOptions>
{
    private static readonly string[] Settings =
    [
        nameof(CachekitServerOptions.Keys), nameof(CachekitServerOptions.MaxValueBytes), nameof(CachekitServerOptions.RequestTimeout),
        nameof(CachekitServerOptions.MaxLockTimeout), nameof(CachekitServerOptions.MaxLocksPerTenant), nameof(CachekitServerOptions.Backend), .. ServerBackend.Sections,
    ];

    private static readonly string[] KeySettings =
    [
        nameof(CachekitServerKeyOptions.Key), nameof(CachekitServerKeyOptions.KeySha256), nameof(CachekitServerKeyOptions.Tenant),
        nameof(CachekitServerKeyOptions.Namespaces), nameof(CachekitServerKeyOptions.Enabled),
    ];

    public void Configure(CachekitServerOptions options)
    {
        var section = configuration.GetSection(CachekitServerOptions.Section);
        var problems = options.Problems;
        ReportUnknown(section, Settings, problems);

        Read(
            section.GetSection(nameof(options.MaxValueBytes)),
            place => options.MaxValueBytes = place.Get<int>(),
            "a whole number of bytes, for example 26214400",
            problems);
        Read(
            section.GetSection(nameof(options.RequestTimeout)),
            place => options.RequestTimeout = place.Get<TimeSpan>(),
            "hours, minutes and seconds, for example 00:00:30",
            problems);
        Read(
            section.GetSection(nameof(options.MaxLockTimeout)),
            place => options.MaxLockTimeout = place.Get<TimeSpan>(),
            "hours, minutes and seconds, for example 00:05:00",
            problems);
        Read(
            section.GetSection(nameof(options.MaxLocksPerTenant)),
            place => options.MaxLocksPerTenant = place.Get<int>(),
            "a whole number, for example 10000",
            problems);
        if (section[nameof(options.Backend)] is { } backend && !string.IsNullOrWhiteSpace(backend))
        {
            options.Backend = backend.Trim();
        }

        var keys = section.GetSection(nameof(options.Keys));
        if (!string.IsNullOrWhiteSpace(keys.Value))
        {
            problems.Add($"{keys.Path} is a text: write a list of objects, each with Key (or KeySha256) and Tenant.");
        }

        foreach (var key in keys.GetChildren())
        {
            ReadKey(key, options);
        }
    }

    private static void ReadKey(IConfigurationSection section, CachekitServerOptions options)
    {
        var before = options.Problems.Count;
        ReportUnknown(section, KeySettings, options.Problems);
        var namespaces = section.GetSection(nameof(CachekitServerKeyOptions.Namespaces));
        if (section.GetChildren().Any(child => child.Key.Equals(namespaces.Key, StringComparison.OrdinalIgnoreCase)) && !namespaces.GetChildren().Any())
        {
            options.Problems.Add($"{namespaces.Path} has no namespace in it: write a list such as [\"orders\", \"default\"], or leave it out to allow all of them.");
        }

        var enabled = section.GetSection(nameof(CachekitServerKeyOptions.Enabled));
        if (!string.IsNullOrWhiteSpace(enabled.Value) && !bool.TryParse(enabled.Value, out _))
        {
            options.Problems.Add($"{enabled.Path} is neither yes nor no: write true or false.");
        }

        var key = options.Problems.Count == before ? section.Get<CachekitServerKeyOptions>() : null;
        if (key is not null)
        {
            key.Place = section.Path;
            options.Keys.Add(key);
        }
        else if (options.Problems.Count == before)
        {
            options.Problems.Add($"{section.Path} is empty: write an object with Key (or KeySha256) and Tenant.");
        }
    }

    private static void Read(IConfigurationSection place, Action<IConfigurationSection> bind, string form, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(place.Value))
        {
            return;
        }

        try
        {
            bind(place);
        }
        catch (InvalidOperationException)
        {
            problems.Add($"{new SettingText(place.Value, place.Path).IsWrong}: write {form}.");
        }
    }

    private static void ReportUnknown(IConfigurationSection section, string[] known, List<string> problems)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add($"{child.Path} is no setting of the server: there are {string.Join(", ", known)}.");
            }
        }
    }
}
