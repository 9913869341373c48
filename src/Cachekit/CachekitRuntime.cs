using Cachekit.Configuration;
using Cachekit.Encryption;
using Cachekit.Keys;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;

namespace Cachekit;

/// <summary>What cached methods run on: the memory layer, the backends and the settings. Safe for concurrent use.</summary>
/// <remarks>
/// <para>Types that hold no runtime use <see cref="Default"/>, which needs no set-up. Types that have a field, a property or a primary constructor
/// parameter of this type use that one.</para>
/// <para>Disposing of it ends its background work and the backends that it made itself. Cached methods that still use it go on: what a
/// disposed backend refuses is treated as a failing backend.</para>
/// </remarks>
public sealed partial class CachekitRuntime : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan TimeForRefreshesToEnd = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Dictionary<string, (InteropVersion Version, string Method)> _interopNamespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalNamespace> _namespaces = new(StringComparer.Ordinal);
    private readonly IDisposable? _watch;
    private SweepTimer? _sweeper;
    private bool _disposed;

    /// <summary>Makes a runtime. Where the options say nothing, the environment does, and then the defaults.</summary>
    /// <param name="options">The options; later changes of them have no effect.</param>
    /// <exception cref="CacheConfigurationException">At least one setting is wrong; all problems are in it.</exception>
    public CachekitRuntime(CachekitOptions options)
        : this(SettingsResolver.Resolve(options, default))
    {
    }

    internal CachekitRuntime(RuntimeSettings settings)
    {
        Settings = settings;
        Clock = new CoarseClock(settings.TimeProvider);
        Logger = settings.LoggerFactory.CreateLogger(Pipeline.Log.Category);
        settings.Usage.Attach(this);
        Telemetry = new RuntimeTelemetry(settings.Changeable.Telemetry, settings.TimeProvider, Clock, Logger, settings.Services);
        Ciphers = settings.Encryption.Keyring is { } keyring ? new CipherCache(keyring) : null;
        _watch = settings.Source?.Watch(ApplyChanges);
    }

    /// <summary>The clock of everything that expires.</summary>
    public TimeProvider TimeProvider => Settings.TimeProvider;

    internal RuntimeSettings Settings { get; private set; }

    internal CoarseClock Clock { get; }

    internal ILogger Logger { get; }

    /// <summary>What is counted and reported.</summary>
    internal RuntimeTelemetry Telemetry { get; }

    /// <summary>What runs without a caller who waits for it.</summary>
    internal BackgroundWork Background { get; } = new();

    /// <summary>The ciphers of secure methods; <see langword="null"/> without a master key.</summary>
    internal CipherCache? Ciphers { get; }

    /// <summary>Ends background work, and disposes of the backends that the runtime made itself.</summary>
    /// <remarks>Refreshes that run are asked to end through their cancellation token. <see cref="DisposeAsync"/> waits up to 5 seconds for them, so that their locks are given back.</remarks>
    public void Dispose()
    {
        foreach (var backend in Close())
        {
            (backend as IDisposable)?.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        Background.Stop();
        try
        {
            await Background.WhenIdleAsync().WaitAsync(TimeForRefreshesToEnd, TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Pipeline.Log.RefreshesAbandoned(Logger);
        }

        foreach (var backend in Close())
        {
            if (backend is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (backend as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>Holds all methods of a namespace to one format of shared values: no reader may guess it from the bytes.</summary>
    /// <exception cref="CacheConfigurationException">Another method of the namespace uses the other format.</exception>
    internal void RequireOneVersion(string ns, InteropVersion version, string method)
    {
        lock (_lock)
        {
            if (!_interopNamespaces.TryAdd(ns, (version, method)) && _interopNamespaces[ns] is var first && first.Version != version)
            {
                throw new CacheConfigurationException(
                    $"'{method}' stores values as InteropVersion.{version}, but '{first.Method}' of the same namespace '{ns}' as InteropVersion.{first.Version}: a namespace has one format, the same in all SDKs. Give both the same InteropVersion, or different namespaces.");
            }
        }
    }

    internal CacheUsage UsageOf(ICacheBackend backend)
    {
        var usage = new CacheUsage(Settings.LocalEnabled, 0, 0, 0);
        foreach (var method in BoundMethods.OfType<IBoundMethod>().Where(method => ReferenceEquals(method.Backend, backend)))
        {
            var info = method.Info;
            usage = usage with
            {
                LocalHits = usage.LocalHits + info.LocalHits,
                BackendHits = usage.BackendHits + info.BackendHits,
                Misses = usage.Misses + info.Misses,
            };
        }

        return usage;
    }

    private IBoundMethod[] MethodsOf(string? ns) =>
        [.. BoundMethods.OfType<IBoundMethod>().Where(method => string.Equals(method.Namespace ?? "", ns ?? "", StringComparison.Ordinal))];

    /// <returns>The backends to dispose of.</returns>
    private ICacheBackend[] Close()
    {
        var owned = CloseLocked();

        // Without the lock: it waits for a change that is being applied, which waits for the lock.
        _watch?.Dispose();
        return owned;
    }

    private ICacheBackend[] CloseLocked()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return [];
            }

            _disposed = true;
            Telemetry.Retire();
            Background.Stop();
            _sweeper?.Dispose();
            foreach (var hub in _hubs.Values)
            {
                hub.Dispose();
            }

            Ciphers?.Dispose();
            return _ioBackend is null || ReferenceEquals(_ioBackend, Settings.Backend) ? [.. Settings.OwnedBackends] : [.. Settings.OwnedBackends, _ioBackend];
        }
    }
}
