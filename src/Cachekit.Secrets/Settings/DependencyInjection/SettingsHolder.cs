using System.Diagnostics.CodeAnalysis;
using Cachekit.Secrets.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Cachekit.Secrets;

/// <summary>Has the settings of one type: the last valid ones, read anew when the configuration changes.</summary>
/// <remarks>All ways to ask for settings lead here, so none of them ever sees settings that are not valid, or two different ones at a time.</remarks>
internal sealed class SettingsHolder<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T> : ISettingsHolder, IOptionsChangeTokenSource<T>, IDisposable
    where T : class, ISecretSettings<T>
{
    private readonly SettingsSources _sources;
    private readonly IConfigureOptions<T>[] _configures;
    private readonly IPostConfigureOptions<T>[] _postConfigures;
    private readonly IValidateOptions<T>[] _validators;
    private readonly ILogger _logger;
    private readonly object _gate = new();
    private readonly IDisposable? _subscription;
    private ConfigurationReloadToken _change = new();
    private T? _current;

    public SettingsHolder(
        SettingsSources sources,
        IEnumerable<IConfigureOptions<T>> configures,
        IEnumerable<IPostConfigureOptions<T>> postConfigures,
        IEnumerable<IValidateOptions<T>> validators,
        ILogger logger)
    {
        _sources = sources;
        _configures = [.. configures];
        _postConfigures = [.. postConfigures];
        _validators = [.. validators];
        _logger = logger;
        if (sources.Configuration is { } configuration)
        {
            _subscription = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
        }
    }

    string IOptionsChangeTokenSource<T>.Name => Options.DefaultName;

    /// <summary>The last valid settings.</summary>
    /// <exception cref="CacheConfigurationException">There have not been valid ones yet.</exception>
    public T Current
    {
        get
        {
            var problems = new List<string>();
            return TryGet(problems) ?? throw new CacheConfigurationException(problems);
        }
    }

    public IChangeToken GetChangeToken() => Volatile.Read(ref _change);

    public IReadOnlyList<string> Check()
    {
        var problems = new List<string>();
        TryGet(problems);
        return problems;
    }

    public void Dispose() => _subscription?.Dispose();

    private T? TryGet(List<string> problems)
    {
        if (Volatile.Read(ref _current) is { } current)
        {
            return current;
        }

        lock (_gate)
        {
            if (_current is null && Read(problems) is { } first)
            {
                Volatile.Write(ref _current, first);
            }

            return _current;
        }
    }

    private void Reload()
    {
        lock (_gate)
        {
            // Who asks first reads the new values anyway.
            if (_current is not { } current)
            {
                return;
            }

            var problems = new List<string>();
            if (ReadAgain(problems) is not { } next)
            {
                SettingsLog.Refused(_logger, T.Place.Name, string.Join(" ", problems));
                return;
            }

            if (next.Equals(current))
            {
                return;
            }

            Volatile.Write(ref _current, next);
        }

        SettingsLog.Changed(_logger, T.Place.Name);
        Interlocked.Exchange(ref _change, new ConfigurationReloadToken()).OnReload();
    }

    /// <summary>Reads the settings where nobody waits for them: what throws would end the thread of whoever changed the configuration.</summary>
    private T? ReadAgain(List<string> problems)
    {
        try
        {
            return Read(problems);
        }
        catch (Exception exception)
        {
            problems.Add($"{T.Place.Name}: what is registered for its options threw {exception.GetType().Name}, whose message is left out because it can repeat a value.");
            return null;
        }
    }

    /// <summary>Reads the settings, and does with them what is registered for options of their type, in the order in which options are made.</summary>
    private T? Read(List<string> problems)
    {
        if (!SettingsReader.TryReadAll<T>(_sources.ToList(), problems, out var settings))
        {
            return null;
        }

        foreach (var configure in _configures)
        {
            configure.Configure(settings);
        }

        foreach (var configure in _postConfigures)
        {
            configure.PostConfigure(Options.DefaultName, settings);
        }

        foreach (var validator in _validators)
        {
            if (validator.Validate(Options.DefaultName, settings) is { Failed: true } result)
            {
                problems.AddRange(result.Failures.Select(failure => $"{T.Place.Name}: {failure}"));
            }
        }

        return problems.Count == 0 ? settings : null;
    }
}
