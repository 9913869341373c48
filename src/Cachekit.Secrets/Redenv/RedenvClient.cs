using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Secrets;

/// <summary>Reads and writes the secrets of a Redenv project. The store has ciphertext only; the key to it comes from the secret token, which never leaves this process.</summary>
/// <remarks>
/// <para>One client for each project and environment serves a whole process; it is safe for concurrent use. Loads are answered from memory: see <see cref="RedenvCacheOptions"/>.</para>
/// <para>Failures are <see cref="SecretsException"/>, whose message holds no secret.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class RedenvClient : IAsyncDisposable, IDisposable
{
    private readonly RedenvSettings _settings;
    private readonly IRedenvStore _store;
    private readonly TokenKeys _keys;
    private readonly RedenvProject _project;
    private readonly CachekitRuntime _runtime;
    private readonly RedenvLoader _loader;
    private readonly RedenvCache _cache;
    private readonly ILogger _logger;
    private readonly bool _verbose;
    private int _disposed;

    /// <summary>Makes a client. It does not ask the store yet.</summary>
    /// <param name="options">The options; what they do not say, their configuration and environment variables do.</param>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.MissingConfig"/>: something that is needed is missing; the message names all of it, and where to write it.</exception>
    /// <exception cref="CacheConfigurationException">An option is wrong; all problems are in it.</exception>
    public RedenvClient(RedenvOptions options)
        : this(RedenvSettingsResolver.Resolve(options))
    {
    }

    internal RedenvClient(RedenvSettings settings)
    {
        if (settings.Log == RedenvLogLevel.None)
        {
            settings = settings with { LoggerFactory = null };
        }

        _settings = settings;
        _verbose = settings.Log == RedenvLogLevel.High;
        _logger = settings.LoggerFactory?.CreateLogger(RedenvLog.Category) ?? NullLogger.Instance;
        _store = settings.UpstashUrl is null ? new RedisRedenvStore(settings) : new UpstashRedenvStore(settings);
        _keys = new TokenKeys(settings.Token, settings.Rounds);
        _project = new RedenvProject(settings, _keys);
        var environment = settings.FillEnvironment ? new ProcessEnvironment(settings.OverrideEnvironment, _verbose, _logger) : null;
        var snapshot = settings.SnapshotPath is null ? null : new RedenvSnapshot(settings, _logger);
        _runtime = Runtime(settings);
        _loader = new RedenvLoader(settings, _store, _project, environment, snapshot, _logger);
        _cache = new RedenvCache(_runtime, _loader);
        if (settings.UpstashUrl is { } url && new Uri(url) is { Scheme: "http", IsLoopback: false })
        {
            RedenvLog.WithoutTls(_logger, _store.Name);
        }
    }

    /// <summary>The project.</summary>
    public string Project => _settings.Project;

    /// <summary>The environment of the project.</summary>
    public string Environment => _settings.Environment;

    /// <summary>How many keys were derived from the token; tests count them.</summary>
    internal RedenvLoader Loader => _loader;

    internal int DerivedKeys => _keys.Derived;

    internal TimeSpan Ttl => _settings.Ttl;

    internal StoreHttpOptions Http => _settings.Http;

    internal TimeProvider TimeProvider => _settings.TimeProvider;

    internal ILoggerFactory? LoggerFactory => _settings.LoggerFactory;

    /// <summary>Loads the secrets at the start of a program; the same as <see cref="LoadAsync"/>, by the name that the other clients give it there.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="LoadAsync"/>
    public ValueTask<Secrets> InitAsync(CancellationToken cancellationToken = default) => LoadAsync(cancellationToken);

    /// <summary>The secrets: from memory where they are young enough, else from the store, once for all who wait.</summary>
    /// <param name="cancellationToken">Ends the wait; the request goes on for others who wait for it.</param>
    /// <returns>The secrets; the same object as long as nothing has changed. An environment that nobody has written to has none.</returns>
    /// <exception cref="SecretsException">
    /// The store has no such project (<see cref="SecretsErrorCode.ProjectNotFound"/>) or token (<see cref="SecretsErrorCode.InvalidTokenId"/>), it refuses its own token
    /// (<see cref="SecretsErrorCode.InvalidToken"/>), the secret token is not the right one (<see cref="SecretsErrorCode.DecryptionFailed"/>), secrets refer to each other in
    /// a circle (<see cref="SecretsErrorCode.InvalidInput"/>), or the store is away and memory has nothing that may be served (<see cref="SecretsErrorCode.UnknownError"/>).
    /// </exception>
    public ValueTask<Secrets> LoadAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var loading = _cache.LoadAsync(_settings.Project, _settings.Environment, cancellationToken);
        if (!loading.IsCompletedSuccessfully)
        {
            return WaitAsync(loading);
        }

        // Reading the store never ends at once, so that this comes from memory.
        var loaded = loading.Result;
        return Served(loaded) ? new ValueTask<Secrets>(loaded.Secrets) : LoadAnewAsync(cancellationToken);
    }

    /// <summary>Writes a secret: a new version before the others in its history. All secrets are loaded anew afterwards.</summary>
    /// <param name="key">Its name: not empty, not beginning with <c>__</c>, without colons and control characters.</param>
    /// <param name="value">Its value; not empty.</param>
    /// <param name="cancellationToken">Ends the wait; the version may be written all the same.</param>
    /// <returns>The number of the new version.</returns>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: the name or the value cannot be one. Otherwise as <see cref="LoadAsync"/>.</exception>
    public async ValueTask<long> SetAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        RedenvInput.RequireKey(key);
        RedenvInput.RequireValue(key, value);
        try
        {
            RedenvMetrics.Asks(_settings, _store, "metadata");
            var metadata = await _store.ReadAsync(_project.MetadataHash, cancellationToken).ConfigureAwait(false);
            using var projectKey = await _project.UnlockAsync(metadata, _store.Name).ConfigureAwait(false);
            var version = new RedenvVersion(projectKey.Encrypt(value), _settings.TokenId, _settings.TimeProvider.GetUtcNow(), RedenvProject.HistoryLimit(metadata));
            RedenvMetrics.Asks(_settings, _store, "set");
            var appended = await _store.AppendAsync(_project.SecretsHash, key, version, cancellationToken).ConfigureAwait(false);
            if (appended.ReplacedBroken)
            {
                RedenvLog.HistoryReplaced(_logger, key, _settings.Project, _settings.Environment);
            }

            // Nobody joins a read from before the write.
            _loader.Forget();
            await _cache.Cached.Load.InvalidateAsync(_settings.Project, _settings.Environment, CancellationToken.None).ConfigureAwait(false);
            RedenvLog.Written(_logger, key, _settings.Project, _settings.Environment, appended.Version);
            return appended.Version;
        }
        catch (SecretsException exception)
        {
            RedenvMetrics.Failed(_settings, "set", exception);
            RedenvLog.NotWritten(_logger, key, _settings.Project, _settings.Environment, exception.CodeName, exception);
            LoadAfterLostWrite(exception.IsStoreAway);
            throw;
        }
        catch (OperationCanceledException)
        {
            LoadAfterLostWrite(mayBeWritten: true);
            throw;
        }
    }

    /// <summary>A version of a secret, as it was written: unexpanded. The store is asked each time.</summary>
    /// <param name="key">The secret's name.</param>
    /// <param name="version">Which version.</param>
    /// <param name="mode">What <paramref name="version"/> means.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value; <see langword="null"/> where there is no such secret or version (any more).</returns>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.DecryptionFailed"/>: the version is there and cannot be decrypted. Otherwise as <see cref="LoadAsync"/>.</exception>
    public async ValueTask<string?> GetVersionAsync(string key, long version, RedenvVersionMode mode = RedenvVersionMode.Id, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        RedenvInput.RequireKey(key);
        try
        {
            RedenvMetrics.Asks(_settings, _store, "version");
            var (metadata, field) = await _store.ReadFieldAsync(_project.MetadataHash, _project.SecretsHash, key, cancellationToken).ConfigureAwait(false);
            using var projectKey = await _project.UnlockAsync(metadata, _store.Name).ConfigureAwait(false);
            return RedenvHistory.TryFind(field, version, mode, out var ciphertext) ? projectKey.DecryptText(ciphertext ?? "") : null;
        }
        catch (SecretsException exception)
        {
            RedenvMetrics.Failed(_settings, "version", exception);
            throw;
        }
    }

    /// <summary>The project and the environment.</summary>
    public override string ToString() => $"Redenv {_settings.Project}/{_settings.Environment}";

    /// <summary>Secrets that are not older than the ttl: unlike <see cref="LoadAsync"/> it waits for the store where they are.</summary>
    internal async ValueTask<LoadedSecrets> LoadFreshAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var known = await _cache.Cached.Load.TryGetAsync(_settings.Project, _settings.Environment, cancellationToken).ConfigureAwait(false);
        if (known.Found && Served(known.Value!))
        {
            return known.Value!;
        }

        var loaded = await _cache.Cached.Load.RefreshAsync(_settings.Project, _settings.Environment, cancellationToken).ConfigureAwait(false);
        RedenvMetrics.Loaded(_settings, "miss");
        return loaded;
    }

    /// <summary>Loads anew in the background where nobody knows whether a write has happened. What is there stays when that fails: the store may be away for long.</summary>
    private void LoadAfterLostWrite(bool mayBeWritten)
    {
        if (mayBeWritten && Volatile.Read(ref _disposed) == 0)
        {
            _loader.Forget();
            _ = LoadAsync(this);
        }

        static async Task LoadAsync(RedenvClient client)
        {
            try
            {
                await client._cache.Cached.Load.RefreshAsync(client._settings.Project, client._settings.Environment, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SecretsException or ObjectDisposedException)
            {
                // The loader has logged it.
            }
        }
    }

    private async ValueTask<Secrets> WaitAsync(ValueTask<LoadedSecrets> loading)
    {
        var loaded = await loading.ConfigureAwait(false);
        RedenvMetrics.Loaded(_settings, "miss");
        return loaded.Secrets;
    }

    /// <summary>Counts and logs what comes from memory.</summary>
    /// <returns>Whether it may be served: what came from a snapshot is older than the cache knows.</returns>
    private bool Served(LoadedSecrets loaded)
    {
        var age = _settings.TimeProvider.GetElapsedTime(loaded.ReadAt);
        if (age >= _settings.Ttl + _settings.Swr && age >= loaded.FreshFor)
        {
            return false;
        }

        var isFresh = age < loaded.FreshFor;
        RedenvMetrics.Loaded(_settings, isFresh ? "hit" : "stale");
        if (!_verbose)
        {
            return true;
        }

        if (isFresh)
        {
            RedenvLog.Fresh(_logger, _settings.Project, _settings.Environment);
        }
        else
        {
            RedenvLog.Stale(_logger, _settings.Project, _settings.Environment);
        }

        return true;
    }

    private async ValueTask<Secrets> LoadAnewAsync(CancellationToken cancellationToken)
    {
        await _cache.Cached.Load.InvalidateAsync(_settings.Project, _settings.Environment, cancellationToken).ConfigureAwait(false);
        return await WaitAsync(_cache.LoadAsync(_settings.Project, _settings.Environment, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>A runtime of the client's own: neither the variables nor the backend of the program's caches are any business of its secrets.</summary>
    private static CachekitRuntime Runtime(RedenvSettings settings)
    {
        var options = new CachekitOptions
        {
            TimeProvider = settings.TimeProvider,
            DefaultTtl = settings.Ttl,
            Variables = static _ => null,
        }.UseNoBackend();
        options.Defaults.StaleFor = settings.Swr;
        return new CachekitRuntime(options);
    }
}
