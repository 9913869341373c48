using System.Collections.Concurrent;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>The Google Cloud Secret Manager as a secret store.</summary>
internal sealed class GcpSecretManagerStore : ISecretStore, IDisposable
{
    // Each secret is a request of its own.
    private const int AtOnce = 8;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly GcpSecretManagerOptions _options;
    private readonly GcpConnections _connections;
    private readonly IGcpSecretManagerClient _client;
    private bool _wasEmpty;

    public GcpSecretManagerStore(GcpSecretManagerOptions options, Func<GcpConnections, IGcpSecretManagerClient>? client = null)
    {
        _options = options;
        Name = $"GCP Secret Manager ({options.Selection})";
        _connections = new GcpConnections(Name, options);
        _client = client?.Invoke(_connections) ?? new GcpSecretManagerClient(_connections);
    }

    public string Name { get; }

    public async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        var isNamed = _options.SecretIds.Count > 0;
        var prefix = _options.NamePrefix ?? "";
        var ids = isNamed
            ? _options.SecretIds
            : (await _client.ListAsync(Filter(), cancellationToken).ConfigureAwait(false)).Where(id => id.StartsWith(prefix, StringComparison.Ordinal));
        var payloads = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            ids.Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                var version = _options.Versions.TryGetValue(id, out var own) ? own : _options.Version;
                if (await _client.AccessAsync(id, version, isNamed, token).ConfigureAwait(false) is { } payload)
                {
                    payloads[id] = payload;
                }
                else
                {
                    CloudLog.NoValue(_connections.Logger, Name, id, version);
                }
            }).ConfigureAwait(false);

        var tree = new SecretTree(Name);
        foreach (var (id, payload) in payloads.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add(tree, id, id[prefix.Length..], payload);
        }

        if (payloads.IsEmpty && !_wasEmpty)
        {
            CloudLog.Nothing(_connections.Logger, Name);
        }

        _wasEmpty = payloads.IsEmpty;
        return tree.Content();
    }

    public void Dispose() => _connections.Dispose();

    private void Add(SecretTree tree, string id, string rest, byte[] payload)
    {
        var (text, isText) = TextOf(payload);
        var key = SecretTree.PathOf(rest, "__", "--");
        if (key.Length == 0)
        {
            // The prefix is the whole id.
            key = SecretTree.PathOf(id, "__", "--").Split(':')[^1];
        }

        if ((_options.MapKey is null ? key : _options.MapKey(new SecretKeyArguments(id, key))) is { } path)
        {
            tree.AddSecret(path, text, id, isText && _options.FlattenJson);
        }
    }

    // Configuration holds texts: what is no UTF-8 is given as base64.
    private static (string Text, bool IsText) TextOf(byte[] payload)
    {
        try
        {
            return (Utf8.GetString(payload), true);
        }
        catch (DecoderFallbackException)
        {
            return (Convert.ToBase64String(payload), false);
        }
    }

    private string? Filter()
    {
        List<string> parts = [.. _options.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"labels.{label.Key}={label.Value}")];
        if (_options.Filter is { Length: > 0 } filter)
        {
            parts.Add($"({filter})");
        }

        // Names are compared by what they contain; the beginning is compared here.
        if (_options.NamePrefix is { Length: > 0 } prefix)
        {
            parts.Add($"name:{prefix}");
        }

        return parts.Count == 0 ? null : string.Join(" AND ", parts);
    }
}
