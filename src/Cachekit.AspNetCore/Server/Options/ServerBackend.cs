using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cachekit.AspNetCore;

/// <summary>The backend behind the server: found or made once, when the options are checked for the first time.</summary>
internal sealed class ServerBackend(
    IServiceProvider services, IConfiguration configuration, TimeProvider timeProvider, ILoggerFactory loggerFactory) : IAsyncDisposable, IDisposable
{
    /// <summary>Where the kinds of backends have their settings, below the server's section.</summary>
    internal static readonly string[] Sections = ["File", "Redis", "Memcached"];

    private const string DefaultKind = "file";

    private readonly object _lock = new();
    private ICacheBackend? _backend;
    private ICacheBackend? _own;

    /// <summary>The backend.</summary>
    /// <exception cref="InvalidOperationException">The options have not been found right yet.</exception>
    public ICacheBackend Value => Volatile.Read(ref _backend) ?? throw new InvalidOperationException("The options of the Cachekit server have not been checked.");

    /// <summary>Finds or makes the backend, or adds to the problems.</summary>
    public void Prepare(CachekitServerOptions options, List<string> problems)
    {
        lock (_lock)
        {
            if (_backend is null)
            {
                Volatile.Write(ref _backend, Find(options, problems));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        var own = Interlocked.Exchange(ref _own, null);
        if (own is IAsyncDisposable backend)
        {
            await backend.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (own as IDisposable)?.Dispose();
        }
    }

    public void Dispose() => (Interlocked.Exchange(ref _own, null) as IDisposable)?.Dispose();

    private ICacheBackend? Find(CachekitServerOptions options, List<string> problems)
    {
        if (options.BackendFactory is { } factory)
        {
            return factory(services);
        }

        if (options.Backend is not { } name)
        {
            return services.GetService<ICacheBackend>() ?? Make(DefaultKind, problems);
        }

        return Sections.Contains(name, StringComparer.OrdinalIgnoreCase) ? Make(name.ToLowerInvariant(), problems) : FindNamed(name, problems);
    }

    private ICacheBackend? FindNamed(string name, List<string> problems)
    {
        try
        {
            if (services.GetService<CachekitRuntime>()?.Settings.Backends.GetValueOrDefault(name) is { } named)
            {
                return named;
            }

            problems.Add(
                $"{new SettingText(name, $"{CachekitServerOptions.Section}:{nameof(CachekitServerOptions.Backend)}").IsWrong}: write file, redis or memcached, or the name of a backend below Cachekit:Backends together with AddCachekit().");
        }
        catch (CacheConfigurationException exception)
        {
            problems.AddRange(exception.Problems);
        }

        return null;
    }

    private ICacheBackend? Make(string kind, List<string> problems)
    {
        if (BackendProviders.Find(kind) is not { } provider)
        {
            problems.Add($"{CachekitServerOptions.Section}:Backend is '{kind}', and no package with such a backend is loaded: write file, redis or memcached.");
            return null;
        }

        // The variables of clients have no say; what they would say in the server's place are its own defaults.
        var section = configuration.GetSection(CachekitServerOptions.Section);
        var settings = new SettingsReader(section, DefaultOf, problems);
        _own = provider.Create(new BackendProviderContext(settings, timeProvider, loggerFactory) { Services = services });
        return _own;
    }

    private static string? DefaultOf(string variable) => variable == VariableNames.FileCacheDir ? DefaultDirectory : null;

    /// <summary>Not the directory of the File backend's own default, which is for clients, and not one that a restart empties.</summary>
    private static string DefaultDirectory
    {
        get
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Join(data.Length > 0 ? data : Path.GetTempPath(), "cachekit-server", "entries");
        }
    }
}
