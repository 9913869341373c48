using System.Globalization;
using Microsoft.Extensions.Options;

namespace Cachekit.AspNetCore;

/// <summary>Puts together what is wrong with the options: their own rules, what concerns several of them, and the backend's settings.</summary>
/// <remarks>The backend is made here, so that its problems come with the others and not at the next start.</remarks>
internal sealed class ServerOptionsValidator(ServerBackend backend) : IValidateOptions<CachekitServerOptions>
{
    private const string Root = nameof(CachekitServerOptions);

    private readonly ServerOptionsRules _rules = new();

    public ValidateOptionsResult Validate(string? name, CachekitServerOptions options)
    {
        var problems = new List<string>(options.Problems);
        CheckRules(options, problems);
        CheckTime(nameof(options.RequestTimeout), options.RequestTimeout, ServerLimits.MinRequestTimeout, ServerLimits.MaxRequestTimeout, problems);
        CheckTime(nameof(options.MaxLockTimeout), options.MaxLockTimeout, ServerLimits.MinLockTimeout, ServerLimits.MaxLockTimeout, problems);
        CheckKeys(options, problems);
        backend.Prepare(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>The generated rules name a setting as code would; whoever wrote it in the configuration knows it by its path.</summary>
    private void CheckRules(CachekitServerOptions options, List<string> problems)
    {
        foreach (var failure in _rules.Validate(Root, options).Failures ?? [])
        {
            // "Property Tenant: " stands before the message, which names the setting in full.
            var start = failure.IndexOf(Root, StringComparison.Ordinal);
            var text = start < 0 ? failure : failure[start..];
            foreach (var setting in (ReadOnlySpan<string>)[nameof(options.MaxValueBytes), nameof(options.MaxLocksPerTenant)])
            {
                text = text.Replace($"{Root}.{setting} ", $"{CachekitServerOptions.Section}:{setting} ", StringComparison.Ordinal);
            }

            for (var i = options.Keys.Count - 1; i >= 0; i--)
            {
                text = text.Replace(
                    string.Create(CultureInfo.InvariantCulture, $"{Root}.{nameof(options.Keys)}[{i}]."), PlaceOf(options, i), StringComparison.Ordinal);
            }

            problems.Add(text);
        }
    }

    /// <summary>By hand, because the attribute for ranges of times converts its limits by reflection.</summary>
    private static void CheckTime(string setting, TimeSpan value, TimeSpan least, TimeSpan most, List<string> problems)
    {
        if (value < least || value > most)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{CachekitServerOptions.Section}:{setting} is {value:c}: write hours, minutes and seconds from {least:c} to {most:c}; 00:00:30 is 30 seconds, and 30 alone would be days."));
        }
    }

    private static void CheckKeys(CachekitServerOptions options, List<string> problems)
    {
        if (options.Keys.Count == 0 && options.KeyStoreFactory is null && problems.Count == 0)
        {
            problems.Add(
                $"{CachekitServerOptions.Section}:Keys has no key, so nobody could use the server: add {{ \"Key\": \"ck_sdk_...\", \"Tenant\": \"...\" }}, "
                + "with a random key, for example from 'openssl rand -hex 32'.");
        }

        var places = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Keys.Count; i++)
        {
            var key = options.Keys[i];
            var place = PlaceOf(options, i);
            if (string.IsNullOrEmpty(key.Key) == string.IsNullOrEmpty(key.KeySha256))
            {
                problems.Add(string.IsNullOrEmpty(key.Key)
                    ? $"{place}Key is missing: write the key, or its SHA-256 as KeySha256."
                    : $"{place}Key and {place}KeySha256 are set together: write one of them.");
            }
            else if (!places.TryAdd(ApiKeyHash.ToText(key), place))
            {
                problems.Add($"{place}Key is the same key as {places[ApiKeyHash.ToText(key)]}Key: give each entry a key of its own.");
            }

            CheckNamespaces(key, place, problems);
        }
    }

    private static void CheckNamespaces(CachekitServerKeyOptions key, string place, List<string> problems)
    {
        if (key.Namespaces is { Count: 0 })
        {
            problems.Add($"{place}Namespaces has no namespace in it: write at least one, or leave it out to allow all of them.");
        }

        for (var i = 0; i < key.Namespaces?.Count; i++)
        {
            if (!ServerTenants.IsName(key.Namespaces[i]))
            {
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place}Namespaces:{i} is not the name of a namespace: write 1 to 64 letters, digits, '_' and '-', without the prefix ns: or nsapi:."));
            }
        }
    }

    /// <summary>How the user knows a key's settings, up to the name of the setting.</summary>
    private static string PlaceOf(CachekitServerOptions options, int index) => options.Keys[index].Place is { } path
        ? path + ":"
        : string.Create(CultureInfo.InvariantCulture, $"{Root}.{nameof(options.Keys)}[{index}].");
}
