using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Secrets;

/// <summary>Reads the paths of <see cref="VaultOptions"/>.</summary>
/// <remarks>
/// There is no timer here: tokens and leases are looked after whenever the store is read, and <see cref="SecretStoreContent.ReadAgainAfter"/> says when that
/// has to be. So a renewal that fails is repeated as a read that fails is.
/// </remarks>
[DebuggerDisplay("{Name,nq}")]
internal sealed class VaultSecretStore : ISecretStore, IAsyncDisposable
{
    private const int MaxConcurrentReads = 8;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);
    private static readonly TimeSpan RevocationLimit = TimeSpan.FromSeconds(5);

    private readonly VaultOptions _options;
    private readonly ILogger _logger;
    private readonly IVaultClient _client;
    private readonly VaultSession _session;
    private readonly VaultKv _kv;
    private readonly Dictionary<VaultPath, VaultDynamic> _dynamic;
    private readonly SemaphoreSlim _reading = new(1, 1);

    // Several trees are read at once, and all of them together ask for so many secrets at a time.
    private readonly SemaphoreSlim _places = new(MaxConcurrentReads, MaxConcurrentReads);

    // What each path had when it was last read.
    private readonly Dictionary<string, string?>?[] _values;

    public VaultSecretStore(VaultOptions options, IVaultClient? client = null)
    {
        _options = options;
        _values = new Dictionary<string, string?>?[options.Paths.Count];
        Name = NameOf(options);
        _logger = options.LoggerFactory?.CreateLogger(SecretsLog.Category) ?? NullLogger.Instance;
        _client = client ?? new VaultHttpClient(Name, options);
        _session = new VaultSession(new VaultLoginContext(_client, options, Name, _logger));
        _kv = new VaultKv(Name, options, _session);
        _dynamic = options.Paths.Where(static path => path.Kind is VaultPathKind.Dynamic)
            .ToDictionary(static path => path, path => new VaultDynamic(Name, options, _session, path, _logger));
    }

    public string Name { get; }

    public async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Leases end with their token, so that it is looked after first.
            var generation = await _session.EnsureAsync(cancellationToken).ConfigureAwait(false);
            var problem = await ReadPathsAsync(generation, cancellationToken).ConfigureAwait(false);
            return new SecretStoreContent(Merge(_values!)) { ReadAgainAfter = ReadAgainAfter(), Problem = problem };
        }
        finally
        {
            _reading.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_options.RevokeOnDispose)
        {
            using var limit = new CancellationTokenSource(RevocationLimit, _options.TimeProvider);
            try
            {
                await _session.RevokeAsync(limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SecretsException or OperationCanceledException)
            {
                VaultLog.TokenNotRevoked(_logger, Name, exception is SecretsException ? exception.Message : "no answer in time");
            }
        }

        _client.Dispose();
    }

    /// <summary>Reads all paths. One that fails keeps what it had, and does not stop the others: Vault makes credentials for a request, and nobody would have them.</summary>
    /// <returns>The first failure, where there was one.</returns>
    /// <exception cref="SecretsException">No path could be read, or one could not that has never been.</exception>
    private async ValueTask<SecretsException?> ReadPathsAsync(int generation, CancellationToken cancellationToken)
    {
        var failures = new SecretsException?[_options.Paths.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, failures.Length),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrentReads, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                try
                {
                    _values[index] = await ReadAsync(_options.Paths[index], generation, token).ConfigureAwait(false);
                }
                catch (SecretsException exception)
                {
                    failures[index] = exception;
                }
            }).ConfigureAwait(false);

        if (Array.Find(failures, static failure => failure is not null) is not { } first)
        {
            return null;
        }

        _kv.Forget();
        return Array.TrueForAll(failures, static failure => failure is not null) || Array.Exists(_values, static values => values is null) ? throw first : first;
    }

    private async ValueTask<Dictionary<string, string?>> ReadAsync(VaultPath path, int generation, CancellationToken cancellationToken)
    {
        if (_dynamic.TryGetValue(path, out var secret))
        {
            return await secret.ReadAsync(generation, cancellationToken).ConfigureAwait(false);
        }

        var version = await _kv.VersionAsync(path, cancellationToken).ConfigureAwait(false);
        var root = path.Path.Trim('/');
        return path.Kind is VaultPathKind.Secret
            ? await ReadAsync(path, root, "", version, path.Optional, cancellationToken).ConfigureAwait(false)
            : await ReadTreeAsync(path, root, version, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Dictionary<string, string?>> ReadTreeAsync(VaultPath path, string root, VaultKvVersion version, CancellationToken cancellationToken)
    {
        var names = await _kv.ListAsync(path, version, cancellationToken).ConfigureAwait(false);
        if (names.Count == 0 && !path.Optional)
        {
            throw new SecretsException(
                SecretsErrorCode.SecretNotFound, $"{Name}: there are no secrets below {VaultKv.Join(_kv.MountOf(path), root)}/. Check the path, the mount and the namespace; if the host can do without them, mark the path as Optional.");
        }

        var parts = new Dictionary<string, string?>[names.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, parts.Length),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrentReads, CancellationToken = cancellationToken },

            // A list also has secrets whose newest version is deleted.
            async (index, token) => parts[index] = await ReadAsync(path, VaultKv.Join(root, names[index]), names[index], version, optional: true, token).ConfigureAwait(false)).ConfigureAwait(false);
        return Merge(parts);
    }

    private async ValueTask<Dictionary<string, string?>> ReadAsync(
        VaultPath path, string secret, string below, VaultKvVersion version, bool optional, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var mount = _kv.MountOf(path);
            return await _kv.ReadAsync(mount, secret, version, optional, cancellationToken).ConfigureAwait(false) is { } data
                ? VaultFields.Read(Name, VaultKv.Join(mount, secret), path, data, below)
                : [];
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The values of the parts; of two with one key that of the later.</summary>
    private static Dictionary<string, string?> Merge(IEnumerable<Dictionary<string, string?>> parts)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in parts.SelectMany(static part => part))
        {
            values[key] = value;
        }

        return values;
    }

    private TimeSpan? ReadAgainAfter()
    {
        var due = _dynamic.Values.Select(static secret => secret.DueAt).Where(static at => at is not null).Min();

        // A store that is read once needs its token once, unless leases live with it.
        if (_session.DueAt is { } token && (due is null || token < due) && (_options.RefreshInterval != Timeout.InfiniteTimeSpan || _dynamic.Values.Any(static secret => secret.HasLease)))
        {
            due = token;
        }

        return (due - _options.TimeProvider.GetUtcNow()) switch
        {
            null => null,
            { } wait when wait < ShortestWait => ShortestWait,
            { } wait => wait < LongestWait ? wait : LongestWait,
        };
    }

    private static string NameOf(VaultOptions options)
    {
        var first = options.Paths[0];
        var name = first.Kind is VaultPathKind.Dynamic ? first.Path.Trim('/') : VaultKv.Join((first.Mount ?? options.Mount).Trim('/'), first.Path.Trim('/'));
        return options.Paths.Count == 1 ? $"Vault {name}" : $"Vault {name} and {options.Paths.Count - 1} more";
    }
}
