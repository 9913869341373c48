using System.Globalization;
using System.Text.Json;
using Cachekit.Configuration;

namespace Cachekit.Backends;

/// <summary>Checks the options. The same rules speak of the property in code and of the variable where it came from the environment.</summary>
internal static class MemcachedBackendSettings
{
    /// <summary>Adds a problem for each setting that is wrong.</summary>
    /// <param name="options">What to check.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Validate(MemcachedBackendOptions options, ICollection<string> problems)
    {
        CheckServers(options.Servers, problems);
        CheckTime(MemcachedBackendSetting.ConnectTimeout, options.ConnectTimeout, problems);
        CheckTime(MemcachedBackendSetting.Timeout, options.Timeout, problems);
        CheckNumber(MemcachedBackendSetting.MaxPoolSize, options.MaxPoolSize, MemcachedBackendDefaults.MinPoolSize, MemcachedBackendDefaults.MaxPoolSize, problems);
        CheckNumber(MemcachedBackendSetting.RetryAttempts, options.RetryAttempts, 0, MemcachedBackendDefaults.MaxRetryAttempts, problems);
        CheckNumber(MemcachedBackendSetting.MaxItemSizeBytes, options.MaxItemSizeBytes, 0, int.MaxValue, problems);
        if (KeyPrefixProblem(options.KeyPrefix) is { } problem)
        {
            problems.Add($"{PropertyName(MemcachedBackendSetting.KeyPrefix)} {problem}");
        }
    }

    /// <summary>The servers of a setting: an array of the configuration, or one text with a JSON array or a list with commas.</summary>
    /// <returns>The servers, or <see langword="null"/> when nothing is set; wrong ones among them are reported.</returns>
    public static List<string>? Servers(SettingsReader settings, SettingName name, ICollection<string> problems)
    {
        if (settings.GetConfigured(name) is null && settings.Array(name) is { } items)
        {
            foreach (var item in items)
            {
                CheckServer(item.Text, item.Source, problems);
            }

            return [.. items.Select(static item => item.Text)];
        }

        if (settings.Get(name) is not { } found)
        {
            return null;
        }

        var servers = Split(found, problems);
        if (servers is { Count: 0 })
        {
            problems.Add($"{found.Source} names no server: {ServersRule}.");
        }

        foreach (var server in servers ?? [])
        {
            CheckServer(server, found.Source, problems);
        }

        return servers;
    }

    /// <returns>What is wrong with a prefix, to be read after its name; <see langword="null"/>: nothing.</returns>
    public static string? KeyPrefixProblem(string? prefix)
    {
        if (prefix is null)
        {
            return "is null: write a text, or an empty one for no prefix.";
        }

        // At least one byte must be left for the key itself.
        return MemcachedKey.Check(prefix, MemcachedBackendDefaults.MaxKeyBytes - 1) switch
        {
            MemcachedKeyFault.None => null,
            MemcachedKeyFault.TooLong => "is too long: a key has at most 250 bytes with its prefix, so write a few characters, for example shop:",
            MemcachedKeyFault.NotText => "is not well-formed text: write a few letters, for example shop:",
            _ => "holds white space or a control character, which memcached allows in no key: write for example shop:",
        };
    }

    public static string PropertyName(MemcachedBackendSetting setting) => $"{nameof(MemcachedBackendOptions)}.{setting}";

    private const string ServersRule = "write host:port, several as a JSON array or with commas between them, for example 10.0.0.1:11211,10.0.0.2:11211";

    private static List<string>? Split(SettingText found, ICollection<string> problems)
    {
        // An IPv6 address begins with a bracket too, but ends with its port and needs no quotation mark.
        var isJson = found.Text[0] == '[' && (found.Text[^1] == ']' || found.Text.Contains('"', StringComparison.Ordinal));
        if (!isJson)
        {
            return [.. found.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        }

        try
        {
            using var document = JsonDocument.Parse(found.Text);
            var servers = new List<string>();
            foreach (var element in document.RootElement.EnumerateArray())
            {
                servers.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());
            }

            return servers;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for half of a surrogate pair.
            var place = string.Create(CultureInfo.InvariantCulture, $"{((exception as JsonException)?.BytePositionInLine ?? 0) + 1}");
            problems.Add($"{found.Source} looks like a JSON array and is none (at character {place}): write for example [\"10.0.0.1:11211\", \"10.0.0.2:11211\"], or 10.0.0.1:11211,10.0.0.2:11211.");
            return null;
        }
    }

    private static void CheckServers(IList<string>? servers, ICollection<string> problems)
    {
        var name = PropertyName(MemcachedBackendSetting.Servers);
        if (servers is null or { Count: 0 })
        {
            problems.Add($"{name} names no server: add at least one as host:port, for example 127.0.0.1:11211.");
            return;
        }

        for (var i = 0; i < servers.Count; i++)
        {
            CheckServer(servers[i], string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), problems);
        }
    }

    private static void CheckServer(string? server, string source, ICollection<string> problems)
    {
        if (MemcachedEndpoint.Parse(server) is not null)
        {
            return;
        }

        // In front of an @ there may be a password.
        var shown = server is null ? "null"
            : server.Contains('@', StringComparison.Ordinal) ? "a text with an @ (user names and passwords are not supported)"
            : $"'{server}'";
        problems.Add($"{source} has {shown}, which is not the address of a server: write host:port with a port from 1 to 65535, for example 127.0.0.1:11211 or [::1]:11211.");
    }

    private static void CheckTime(MemcachedBackendSetting setting, TimeSpan value, ICollection<string> problems)
    {
        if (value.TotalSeconds is < MemcachedBackendDefaults.MinTimeoutSeconds or > MemcachedBackendDefaults.MaxTimeoutSeconds)
        {
            problems.Add($"{PropertyName(setting)} is '{value.ToString(null, CultureInfo.InvariantCulture)}': write a time from 0.1 to 30 seconds, for example 1 second.");
        }
    }

    private static void CheckNumber(MemcachedBackendSetting setting, int value, int least, int most, ICollection<string> problems)
    {
        if (value < least || value > most)
        {
            var range = most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{PropertyName(setting)} is '{value}': write a whole number, {range}."));
        }
    }
}
