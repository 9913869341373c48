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

    public VaultSecretStore(VaultOptions options, IVaultClient? client = null)
    {
        _options = options;
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
            var reads = await PlanAsync(generation, cancellationToken).ConfigureAwait(false);
            var parts = new Dictionary<string, string?>[reads.Count];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, reads.Count),
                new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrentReads, CancellationToken = cancellationToken },
                async (index, token) => parts[index] = await reads[index](token).ConfigureAwait(false)).ConfigureAwait(false);

            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in parts.SelectMany(static part => part))
            {
                values[key] = value;
            }

            return new SecretStoreContent(values) { ReadAgainAfter = ReadAgainAfter() };
        }
        catch (SecretsException)
        {
            _kv.Forget();
            throw;
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

    /// <summary>One read for each secret, in the order of the paths.</summary>
    private async ValueTask<List<Func<CancellationToken, ValueTask<Dictionary<string, string?>>>>> PlanAsync(int generation, CancellationToken cancellationToken)
    {
        var reads = new List<Func<CancellationToken, ValueTask<Dictionary<string, string?>>>>();
        foreach (var path in _options.Paths)
        {
            if (_dynamic.TryGetValue(path, out var secret))
            {
                // Not ended by the failure of another path: Vault makes credentials for the request, and nobody would have them.
                reads.Add(_ => secret.ReadAsync(generation, cancellationToken));
                continue;
            }

            var version = await _kv.VersionAsync(path, cancellationToken).ConfigureAwait(false);
            if (path.Kind is VaultPathKind.Secret)
            {
                reads.Add(token => ReadAsync(path, path.Path.Trim('/'), "", version, path.Optional, token));
                continue;
            }

            var names = await _kv.ListAsync(path, version, cancellationToken).ConfigureAwait(false);
            if (names.Count == 0 && !path.Optional)
            {
                throw new SecretsException(
                    SecretsErrorCode.SecretNotFound, $"{Name}: there are no secrets below {VaultKv.Join(_kv.MountOf(path), path.Path.Trim('/'))}/. Check the path, the mount and the namespace; if the host can do without them, mark the path as Optional.");
            }

            // A list also has secrets whose newest version is deleted.
            reads.AddRange(names.Select<string, Func<CancellationToken, ValueTask<Dictionary<string, string?>>>>(
                name => token => ReadAsync(path, VaultKv.Join(path.Path.Trim('/'), name), name, version, optional: true, token)));
        }

        return reads;
    }

    private async ValueTask<Dictionary<string, string?>> ReadAsync(
        VaultPath path, string secret, string below, VaultKvVersion version, bool optional, CancellationToken cancellationToken)
    {
        var mount = _kv.MountOf(path);
        return await _kv.ReadAsync(mount, secret, version, optional, cancellationToken).ConfigureAwait(false) is { } data
            ? VaultFields.Read(Name, VaultKv.Join(mount, secret), path, data, below)
            : [];
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
