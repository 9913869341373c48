using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Secrets;

/// <summary>Reads the secrets of an Azure Key Vault; one that has not changed since the last time is not read again.</summary>
[DebuggerDisplay("{Name,nq}")]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore has no wait handle, so that there is nothing to dispose of.")]
internal sealed class AzureKeyVaultSecretStore : ISecretStore
{
    /// <summary>How long before a read a secret must have been changed for the read to have seen it, whatever the clocks say.</summary>
    public static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private readonly AzureKeyVaultOptions _options;
    private readonly IKeyVaultSecrets _secrets;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Dictionary<string, KeyVaultEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    public AzureKeyVaultSecretStore(AzureKeyVaultOptions options, IKeyVaultSecrets? secrets = null)
    {
        _options = options;
        _secrets = secrets ?? new KeyVaultSecrets(options.MakeClient());
        _logger = options.LoggerFactory?.CreateLogger(SecretsLog.Category) ?? NullLogger.Instance;
        Name = string.IsNullOrEmpty(options.Prefix) ? options.ToString() : $"{options} ({options.Prefix}…)";
    }

    public string Name { get; }

    public async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw AzureKeyVaultErrors.Of(Name, exception);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async ValueTask<SecretStoreContent> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var now = _options.TimeProvider.GetUtcNow();
        var changesAt = DateTimeOffset.MaxValue;
        var listed = 0;
        var entries = new ConcurrentDictionary<string, KeyVaultEntry>(StringComparer.OrdinalIgnoreCase);
        var changed = new List<SecretProperties>();
        await foreach (var secret in _secrets.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            listed++;
            if (!IsWanted(secret, now, ref changesAt))
            {
                continue;
            }

            if (_entries.TryGetValue(secret.Name, out var known) && known.IsOf(secret.UpdatedOn))
            {
                entries[secret.Name] = known;
            }
            else
            {
                changed.Add(secret);
            }
        }

        await Parallel.ForEachAsync(
            changed,
            new ParallelOptions { MaxDegreeOfParallelism = _options.MaxConcurrentReads, CancellationToken = cancellationToken },
            async (secret, token) =>
            {
                if (await _secrets.GetAsync(secret.Name, token).ConfigureAwait(false) is { } read)
                {
                    entries[secret.Name] = new KeyVaultEntry(secret.UpdatedOn, secret.UpdatedOn < now - SettlingTime, read.Value);
                }
            }).ConfigureAwait(false);

        AzureKeyVaultLog.Listed(_logger, Name, listed, changed.Count, entries.Count - changed.Count);
        _entries = new Dictionary<string, KeyVaultEntry>(entries, StringComparer.OrdinalIgnoreCase);
        var wait = changesAt - now;
        return new SecretStoreContent(_entries.ToDictionary(entry => KeyOf(entry.Key), string? (entry) => entry.Value.Value, StringComparer.OrdinalIgnoreCase))
        {
            ReadAgainAfter = wait < LongestWait ? wait : null,
        };
    }

    private bool IsWanted(SecretProperties secret, DateTimeOffset now, ref DateTimeOffset changesAt)
    {
        if (!string.IsNullOrEmpty(_options.Prefix) && (!secret.Name.StartsWith(_options.Prefix, StringComparison.OrdinalIgnoreCase) || secret.Name.Length == _options.Prefix.Length))
        {
            return false;
        }

        var reason = secret switch
        {
            { Enabled: false } => "disabled",
            { ExpiresOn: { } end } when end <= now => "expired",
            { NotBefore: { } start } when start > now => "not valid yet",
            _ => null,
        };
        if (reason is not null)
        {
            AzureKeyVaultLog.Skipped(_logger, Name, secret.Name, reason);
        }

        if (secret.Enabled is not false)
        {
            changesAt = Earlier(Earlier(changesAt, secret.NotBefore), secret.ExpiresOn);
        }

        return reason is null;

        DateTimeOffset Earlier(DateTimeOffset known, DateTimeOffset? other) => other is { } time && time > now && time < known ? time : known;
    }

    private string KeyOf(string name) =>
        name[(_options.Prefix?.Length ?? 0)..].Replace(_options.KeyDelimiter, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
