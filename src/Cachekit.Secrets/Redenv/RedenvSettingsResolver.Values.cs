using System.Globalization;
using Cachekit.Configuration;

namespace Cachekit.Secrets;

/// <content>Reads single values.</content>
internal sealed partial class RedenvSettingsResolver
{
    private string Needed(string? code, RedenvOptionName name)
    {
        var value = Text(code, name).Value;
        Miss(value, name);
        return value ?? "";
    }

    private void Miss(string? value, RedenvOptionName name)
    {
        if (value is null)
        {
            _missing.Add($"{name.Property} ({name.Places})");
        }
    }

    private (string? Value, Layer? Layer, string Source) Text(string? code, RedenvOptionName name)
    {
        if (!string.IsNullOrWhiteSpace(code))
        {
            return (code.Trim(), Layer.Code, $"RedenvOptions.{name.Property}");
        }

        if (_section?[name.Path] is { } configured && !string.IsNullOrWhiteSpace(configured))
        {
            return (configured.Trim(), Layer.Configuration, $"'{RedenvOptionNames.Section}:{name.Path}' of the configuration");
        }

        foreach (var variable in name.Variables)
        {
            if (_options.Variables(variable) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return (value.Trim(), Layer.Variables, variable);
            }
        }

        return (null, null, $"RedenvOptions.{name.Property}");
    }

    private void CheckName(string value, RedenvOptionName name)
    {
        if (value.Contains(':', StringComparison.Ordinal))
        {
            _problems.Add($"{name.Property} is '{value}': Redenv names have no colon, which stands between them in keys; the Redenv CLI writes a hyphen instead.");
        }
    }

    private TimeSpan Duration(TimeSpan? code, RedenvOptionName name, TimeSpan byDefault, bool allowZero)
    {
        var text = code is null ? Text(null, name) : (null, Layer.Code, $"RedenvOptions.{name.Property}");
        var rule = $"write {(allowZero ? "zero" : "more than zero")}{(allowZero ? " or more" : "")}, at most 365 days; in texts a number of seconds such as 300, or 5m";
        var value = code ?? byDefault;
        if (text.Value is { } written && !DurationText.TryParse(written, out value))
        {
            _problems.Add($"{text.Source} is '{written}', which is no duration: {rule}.");
            return byDefault;
        }

        if (value < TimeSpan.Zero || (value == TimeSpan.Zero && !allowZero) || value > Longest)
        {
            _problems.Add($"{text.Source} is {value}: {rule}.");
            return byDefault;
        }

        return value;
    }

    private bool Flag(bool? code, RedenvOptionName name)
    {
        if (code is { } said)
        {
            return said;
        }

        var text = Text(null, name);
        switch (text.Value?.ToLowerInvariant())
        {
            case null or "true" or "1" or "yes" or "on":
                return true;
            case "false" or "0" or "no" or "off":
                return false;
            default:
                _problems.Add($"{text.Source} is '{text.Value}': write true or false.");
                return true;
        }
    }

    private RedenvLogLevel LogLevel()
    {
        var text = Text(_options.Log is { } said ? said.ToString() : null, RedenvOptionNames.Log);
        switch (text.Value?.ToLowerInvariant())
        {
            case null or "low":
                return RedenvLogLevel.Low;
            case "none":
                return RedenvLogLevel.None;
            case "high":
                return RedenvLogLevel.High;
            default:
                _problems.Add($"{text.Source} is '{text.Value}': write none, low or high.");
                return RedenvLogLevel.Low;
        }
    }

    /// <summary>What code has changed stays; the configuration says the rest.</summary>
    private StoreHttpOptions Http()
    {
        var (code, byDefault) = (_options.Http, new StoreHttpOptions());
        var http = new StoreHttpOptions
        {
            RequestTimeout = HttpTime(code.RequestTimeout, byDefault.RequestTimeout, nameof(StoreHttpOptions.RequestTimeout)),
            RetryDelay = HttpTime(code.RetryDelay, byDefault.RetryDelay, nameof(StoreHttpOptions.RetryDelay)),
            MaxRetryDelay = HttpTime(code.MaxRetryDelay, byDefault.MaxRetryDelay, nameof(StoreHttpOptions.MaxRetryDelay)),
            Retries = code.Retries,
            HandlerFactory = code.HandlerFactory,
        };
        if (code.Retries == byDefault.Retries && _section?["Http:Retries"] is { } text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var retries))
            {
                http.Retries = retries;
            }
            else
            {
                _problems.Add($"'{RedenvOptionNames.Section}:Http:Retries' of the configuration is '{text}': write a whole number, 0 or more.");
            }
        }

        http.CollectProblems("RedenvOptions.Http", _problems);
        return http;
    }

    private TimeSpan HttpTime(TimeSpan code, TimeSpan byDefault, string name)
    {
        if (code != byDefault || _section?[$"Http:{name}"] is not { } text)
        {
            return code;
        }

        if (DurationText.TryParse(text, out var value))
        {
            return value;
        }

        _problems.Add($"'{RedenvOptionNames.Section}:Http:{name}' of the configuration is '{text}', which is no duration: write a number of seconds, or 500ms.");
        return code;
    }
}
