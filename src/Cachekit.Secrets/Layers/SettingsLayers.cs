using System.Buffers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>The layers of a configuration. Their order is fixed, whatever the order of calls.</summary>
/// <remarks>
/// From the lowest to the highest: defaults in code, <c>settings.{toml,yaml,yml,json,ini}</c>, <c>settings.{environment}.{ext}</c>, <c>.env</c> files, secrets, environment
/// variables. A key of a higher layer hides the same key of a lower one; <c>Explain()</c> shows which won.
/// </remarks>
public sealed class SettingsLayers
{
    private static readonly SearchValues<char> NoNames = SearchValues.Create("/\\*?\"<>|:\0");

    private readonly List<KeyValuePair<string, string?>> _defaults = [];
    private readonly List<Action<DotEnvOptions>> _dotEnv = [];
    private readonly List<Action<IConfigurationBuilder, Lazy<IConfiguration>>> _secrets = [];

    internal SettingsLayers(string environmentName, string basePath)
    {
        EnvironmentName = environmentName;
        BasePath = basePath;
    }

    /// <summary>The environment whose files are read, for example <c>Production</c>. Files are found without case.</summary>
    public string EnvironmentName { get; }

    /// <summary>The folder of the files.</summary>
    /// <value>By default the base path of the configuration, which in a host is its content root.</value>
    public string BasePath { get; set; }

    /// <summary>The name of the files of settings, without environment and extension.</summary>
    /// <value><c>settings</c> by default.</value>
    public string FileName { get; set; } = "settings";

    /// <summary>Whether <c>.env</c> files are read.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool UseDotEnv { get; set; } = true;

    /// <summary>What the names of environment variables begin with that are settings, for example <c>SHOP_</c>; keys are without it.</summary>
    /// <value><see langword="null"/> by default: all variables.</value>
    public string? EnvironmentVariablesPrefix { get; set; }

    /// <summary>How long it is until files are looked at again. Environment variables are read once.</summary>
    /// <value>2 seconds by default. More than zero, at most 24 days; <see cref="Timeout.InfiniteTimeSpan"/>: never again.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock of the interval.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where changes and failures of files are logged, never with a value.</summary>
    /// <value><see langword="null"/> by default: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Adds values that everything else wins over.</summary>
    /// <param name="values">Values by configuration path; later calls win.</param>
    /// <returns>The layers, to go on with.</returns>
    public SettingsLayers Defaults(IEnumerable<KeyValuePair<string, string?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _defaults.AddRange(values);
        return this;
    }

    /// <summary>Sets how <c>.env</c> files are read. Environment, interval, clock and logging are those of the layers unless this sets others.</summary>
    /// <param name="configure">Sets options.</param>
    /// <returns>The layers, to go on with.</returns>
    public SettingsLayers DotEnv(Action<DotEnvOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _dotEnv.Add(configure);
        return this;
    }

    /// <summary>Adds stores of secrets.</summary>
    /// <param name="add">Adds them as to any configuration; of several, the later ones win.</param>
    /// <returns>The layers, to go on with.</returns>
    public SettingsLayers Secrets(Action<IConfigurationBuilder> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        _secrets.Add((builder, _) => add(builder));
        return this;
    }

    /// <summary>Adds stores of secrets whose addresses and credentials are settings themselves.</summary>
    /// <param name="add">Gets the builder to add to, and all other layers in their order; read from these what the store needs, and do not keep them.</param>
    /// <returns>The layers, to go on with.</returns>
    public SettingsLayers Secrets(Action<IConfigurationBuilder, IConfiguration> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        _secrets.Add((builder, settings) => add(builder, settings.Value));
        return this;
    }

    /// <summary>The sources, the lowest first.</summary>
    /// <param name="outer">The configuration that gets them.</param>
    /// <exception cref="CacheConfigurationException">Something is wrong with the options; all problems are in it.</exception>
    internal List<IConfigurationSource> Sources(IConfigurationBuilder outer)
    {
        Validate();
        var sources = Below(once: false);
        var secrets = new SecretLayersBuilder(outer);
        var settings = new Lazy<IConfiguration>(() => Peek(outer), isThreadSafe: false);
        try
        {
            foreach (var add in _secrets)
            {
                add(secrets, settings);
            }
        }
        finally
        {
            if (settings.IsValueCreated)
            {
                ((IDisposable)settings.Value).Dispose();
            }
        }

        sources.AddRange(secrets.Sources);
        sources.Add(new EnvironmentLayerSource(EnvironmentVariablesPrefix));
        return sources;
    }

    /// <param name="once">Whether they are read once, and dropped then.</param>
    private List<IConfigurationSource> Below(bool once)
    {
        var polling = once ? new FilePolling(Timeout.InfiniteTimeSpan, TimeProvider, null) : new FilePolling(PollInterval, TimeProvider, LoggerFactory);
        var folder = Path.GetFullPath(BasePath);
        var sources = new List<IConfigurationSource>
        {
            new SettingsFileSource(folder, FileName, polling),
            new SettingsFileSource(folder, $"{FileName}.{EnvironmentName}", polling),
        };
        if (_defaults.Count > 0)
        {
            sources.Insert(0, new DefaultsLayerSource(_defaults));
        }

        if (UseDotEnv)
        {
            var options = new DotEnvOptions { EnvironmentName = EnvironmentName, PollInterval = PollInterval, TimeProvider = TimeProvider, LoggerFactory = LoggerFactory };
            _dotEnv.ForEach(configure => configure(options));
            if (once)
            {
                options.PollInterval = Timeout.InfiniteTimeSpan;
                options.LoggerFactory = null;
                options.SetEnvironmentVariables = false;
            }

            sources.Add(new DotEnvConfigurationSource(Path.Combine(folder, ".env"), options));
        }

        return sources;
    }

    /// <summary>Everything but the secrets, as it is now.</summary>
    private ConfigurationRoot Peek(IConfigurationBuilder outer)
    {
        var sources = Below(once: true);
        sources.Add(new EnvironmentLayerSource(EnvironmentVariablesPrefix));
        return new ConfigurationRoot([.. sources.Select(source => source.Build(outer))]);
    }

    private void Validate()
    {
        var problems = new List<string>();
        CheckName(EnvironmentName, "The name of the environment", problems);
        CheckName(FileName, $"{nameof(SettingsLayers)}.{nameof(FileName)}", problems);
        FilePolling.CollectProblems(PollInterval, $"{nameof(SettingsLayers)}.{nameof(PollInterval)}", problems);
        if (string.IsNullOrEmpty(BasePath))
        {
            problems.Add($"{nameof(SettingsLayers)}.{nameof(BasePath)} is empty: write the folder of the files.");
        }

        if (problems.Count > 0)
        {
            throw new CacheConfigurationException(problems);
        }
    }

    private static void CheckName(string name, string what, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().IndexOfAny(NoNames) >= 0)
        {
            problems.Add($"{what} is '{name}', which cannot be a part of a file's name: write letters, digits, '-', '_' or '.'.");
        }
    }
}
