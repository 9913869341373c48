using System.ComponentModel;
using Cachekit.Configuration;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cachekit.CompilerServices;

/// <summary>What a backend is made from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BackendProviderContext
{
    internal BackendProviderContext(SettingsReader settings, TimeProvider timeProvider, ILoggerFactory loggerFactory)
    {
        Settings = settings;
        TimeProvider = timeProvider;
        LoggerFactory = loggerFactory;
    }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>The loggers.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>Collects every problem: the setting as its user knows it, what is wrong with it, what to write instead; never a secret's value.</summary>
    public ICollection<string> Problems => Settings.Problems;

    /// <summary>The settings that code did not make.</summary>
    internal SettingsReader Settings { get; }

    /// <summary>The services of the host, which may have a connection already; <see langword="null"/> without a host.</summary>
    internal IServiceProvider? Services { get; init; }

    /// <summary>What the runtime counts, once there is one.</summary>
    internal CacheUsageSource Usage { get; init; } = new();

    /// <summary>What a named backend is made from.</summary>
    internal BackendProviderContext Named(string name) => With(Settings.Named(name));

    /// <summary>The same, with another place for problems.</summary>
    internal BackendProviderContext Reporting(ICollection<string> problems) => With(Settings.Reporting(problems));

    private BackendProviderContext With(SettingsReader settings) => new(settings, TimeProvider, LoggerFactory) { Services = Services, Usage = Usage };
}
