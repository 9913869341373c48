using Cachekit.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit;

/// <summary>How a <see cref="CachekitRuntime"/> works: backends, defaults and limits.</summary>
/// <remarks>
/// The explicit values of an attribute win over these options, these options over the configuration, that over environment variables, and those
/// over the defaults of the preset. Every problem is found when the runtime is made, and all of them are reported in one <see cref="CacheConfigurationException"/>.
/// </remarks>
public sealed class CachekitOptions
{
    private ICacheBackend? _backend;

    /// <summary>The backend of all methods that name none.</summary>
    /// <value><see langword="null"/> by default: the environment decides, and without it entries live in this process only.</value>
    /// <remarks>The runtime never disposes of a backend that was given to it.</remarks>
    public ICacheBackend? Backend
    {
        get => _backend;
        set
        {
            _backend = value;
            NoBackend = false;
            BackendFactory = null;
        }
    }

    /// <summary>Backends by the name that <see cref="CacheSettingsAttribute.Backend"/> uses; names are compared ordinally.</summary>
    public IDictionary<string, ICacheBackend> Backends { get; } = new Dictionary<string, ICacheBackend>(StringComparer.Ordinal);

    /// <summary>How long entries live where the attribute does not say.</summary>
    /// <value>
    /// <see langword="null"/> by default: <c>CACHEKIT_DEFAULT_TTL</c>, or else the preset's own (5 minutes for Minimal, Dev and Test, 10 minutes
    /// for Production and Secure, 1 hour for Io). More than 0, at most 3650 days.
    /// </value>
    public TimeSpan? DefaultTtl { get; set; }

    /// <summary>The largest encoded value that is cached, in bytes. A larger one is returned, but not cached, and logged.</summary>
    /// <value><see langword="null"/> by default: <c>CACHEKIT_MAX_VALUE_SIZE</c>, or else 104,857,600. More than 0.</value>
    public long? MaxValueSize { get; set; }

    /// <summary>Whether values are compressed where their stored form has room for it.</summary>
    /// <value><see langword="null"/> by default: <c>CACHEKIT_ENABLE_COMPRESSION</c>, or else <see langword="true"/>.</value>
    public bool? EnableCompression { get; set; }

    /// <summary>How hard the compressor tries: 1 is the fastest, 9 makes the smallest entries. Every reader reads all of them.</summary>
    /// <value><see langword="null"/> by default: <c>CACHEKIT_COMPRESSION_LEVEL</c>, or else 6. 1 to 9.</value>
    public int? CompressionLevel { get; set; }

    /// <summary>Settings of the methods of all presets but <see cref="Preset.Test"/>, which stays deterministic.</summary>
    /// <remarks><see cref="Presets"/> win over them.</remarks>
    public CachePolicyOptions Defaults { get; } = new();

    /// <summary>Settings by preset.</summary>
    public PresetOptions Presets { get; } = new();

    /// <summary>The keys of secure methods.</summary>
    public EncryptionOptions Encryption { get; } = new();

    /// <summary>Breaker, retries, limit and timeout of all backends.</summary>
    public BackendResilienceOptions Resilience { get; } = new();

    /// <summary>The layer in the memory of this process.</summary>
    public LocalCacheOptions Local { get; } = new();

    /// <summary>What processes tell each other.</summary>
    public InvalidationOptions Invalidation { get; } = new();

    /// <summary>What the runtime reports: metrics, activities, and lines about calls in the log.</summary>
    public TelemetryOptions Telemetry { get; } = new();

    /// <summary>The clock of everything that expires.</summary>
    /// <value><see langword="null"/> by default: the one of the service provider, or else the system's.</value>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where logs go.</summary>
    /// <value><see langword="null"/> by default: the one of the service provider, or else nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Whether the runtime that <c>AddCachekit</c> registers also serves methods whose types hold no runtime, from the host's start until its stop.
    /// </summary>
    /// <value><see langword="true"/> by default.</value>
    public bool UseAsAmbientDefault { get; set; } = true;

    /// <summary>The section of a configuration that says what these options do not say.</summary>
    /// <value>
    /// <see langword="null"/> by default: the section <c>Cachekit</c> of the host's configuration where <c>AddCachekit</c> finds one, or else nothing.
    /// </value>
    /// <remarks>
    /// Read when the runtime is made, and when it changes: lives and settings of methods, breakers, retries, limits, timeouts and what is logged follow without a
    /// restart. Backends, encryption, memory and messages are those of the start, and so are stale windows in Redis and files.
    /// </remarks>
    public IConfiguration? Configuration { get; set; }

    /// <summary>What <see cref="ResilienceFor"/> was asked for, by name.</summary>
    internal Dictionary<string, BackendResilienceOptions> NamedResilience { get; } = new(StringComparer.Ordinal);

    internal bool NoBackend { get; private set; }

    /// <summary>Makes the backend that code chose, with the runtime's clock and loggers; the runtime disposes of it.</summary>
    internal Func<BackendProviderContext, ICacheBackend?>? BackendFactory { get; private set; }

    /// <summary>Make the backends that code named; the runtime disposes of them.</summary>
    internal Dictionary<string, Func<BackendProviderContext, ICacheBackend?>> BackendFactories { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes the backend of <see cref="Preset.Io"/> as code wants it; the runtime disposes of it.</summary>
    internal Func<BackendProviderContext, ICacheBackend?>? IoBackendFactory { get; set; }

    /// <summary>Makes the backend where neither code nor the environment chose one; the runtime disposes of it.</summary>
    internal Func<BackendProviderContext, ICacheBackend?>? FallbackFactory { get; set; }

    /// <summary>Reads an environment variable; tests replace it, so that no test changes its process.</summary>
    internal Func<string, string?> Variables { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>Finds the kinds of backends that the environment can choose from.</summary>
    internal Func<string, IBackendProvider?> Providers { get; set; } = BackendProviders.Find;

    /// <summary>Sets the backend of all methods that name none.</summary>
    /// <param name="backend">The backend. The runtime never disposes of it.</param>
    /// <returns>These options.</returns>
    public CachekitOptions UseBackend(ICacheBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        Backend = backend;
        return this;
    }

    /// <summary>Keeps entries in this process only, whatever the environment says.</summary>
    /// <returns>These options.</returns>
    public CachekitOptions UseNoBackend()
    {
        Backend = null;
        NoBackend = true;
        return this;
    }

    internal void UseBackend(Func<BackendProviderContext, ICacheBackend?> factory)
    {
        Backend = null;
        BackendFactory = factory;
    }

    /// <summary>Adds a backend for the methods that name it.</summary>
    /// <param name="name">The name that <see cref="CacheSettingsAttribute.Backend"/> uses.</param>
    /// <param name="backend">The backend. The runtime never disposes of it.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">There is a backend of that name already.</exception>
    public CachekitOptions AddBackend(string name, ICacheBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        RequireFreeName(name);
        Backends.Add(name, backend);
        return this;
    }

    /// <summary>Breaker, retries, limit and timeout of one named backend. What is not set there, <see cref="Resilience"/> says.</summary>
    /// <param name="name">The name of a backend that is added in code or in the configuration.</param>
    /// <returns>The settings, which are the same ones at each call with that name.</returns>
    public BackendResilienceOptions ResilienceFor(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!NamedResilience.TryGetValue(name, out var options))
        {
            options = new BackendResilienceOptions();
            NamedResilience.Add(name, options);
        }

        return options;
    }

    internal void AddBackend(string name, Func<BackendProviderContext, ICacheBackend?> factory)
    {
        RequireFreeName(name);
        BackendFactories.Add(name, factory);
    }

    private void RequireFreeName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Backends.ContainsKey(name) || BackendFactories.ContainsKey(name))
        {
            throw new ArgumentException($"There is a backend '{name}' already: choose another name.", nameof(name));
        }
    }
}
