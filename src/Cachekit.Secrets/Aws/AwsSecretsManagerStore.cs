using System.Collections.Concurrent;

namespace Cachekit.Secrets;

/// <summary>AWS Secrets Manager as a secret store.</summary>
internal sealed class AwsSecretsManagerStore : ISecretStore, IDisposable
{
    // The service allows thousands a second; more than a few at once are of no use to a start.
    private const int OneByOne = 4;

    private readonly AwsSecretsManagerOptions _options;
    private readonly AwsConnections _connections;
    private readonly IAwsSecretsManagerClient _client;
    private bool _hasNoBatches;
    private bool _wasEmpty;

    public AwsSecretsManagerStore(AwsSecretsManagerOptions options, Func<AwsConnections, IAwsSecretsManagerClient>? client = null)
    {
        _options = options;
        Name = $"AWS Secrets Manager ({options.Selection})";
        _connections = new AwsConnections(Name, options);
        _client = client?.Invoke(_connections) ?? new AwsSecretsManagerClient(_connections);
    }

    public string Name { get; }

    public async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        var named = _options.SecretIds.Distinct(StringComparer.Ordinal).ToList();
        var listed = await ListAsync(named, cancellationToken).ConfigureAwait(false);
        var required = named.ToHashSet(StringComparer.Ordinal);
        var readings = await GetAsync([.. named, .. listed], cancellationToken).ConfigureAwait(false);
        var tree = new SecretTree(Name);
        var arns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reading in readings.OrderBy(reading => reading.Secret?.Name ?? reading.Id, StringComparer.Ordinal))
        {
            if (reading.Secret is { } secret)
            {
                // A secret that is named and listed is still one.
                if (arns.Add(secret.Arn))
                {
                    Add(tree, secret);
                }
            }
            else if (reading.HasNoValue && !required.Contains(reading.Id))
            {
                CloudLog.NoValue(_connections.Logger, Name, reading.Id, _options.VersionStage);
            }
            else
            {
                throw reading.Failure!;
            }
        }

        if (arns.Count == 0 && !_wasEmpty)
        {
            CloudLog.Nothing(_connections.Logger, Name);
        }

        _wasEmpty = arns.Count == 0;
        return tree.Content();
    }

    public void Dispose() => _connections.Dispose();

    private async ValueTask<List<string>> ListAsync(List<string> named, CancellationToken cancellationToken)
    {
        if (!_options.IsListed)
        {
            return [];
        }

        var prefix = _options.NamePrefix ?? "";
        List<AwsSecretFilter> filters = [.. _options.Filters];
        if (prefix.Length > 0)
        {
            filters.Add(new AwsSecretFilter("name", prefix));
        }

        // What AWS calls the beginning of a name is looser than the beginning of a text.
        var secrets = await _client.ListAsync(filters, cancellationToken).ConfigureAwait(false);
        return [.. secrets.Where(secret => secret.Name.StartsWith(prefix, StringComparison.Ordinal) && !named.Contains(secret.Name) && !named.Contains(secret.Arn)).Select(secret => secret.Arn).Distinct(StringComparer.Ordinal)];
    }

    private async ValueTask<IReadOnlyCollection<AwsSecretReading>> GetAsync(List<string> ids, CancellationToken cancellationToken)
    {
        var readings = new ConcurrentBag<AwsSecretReading>();
        var left = ids;
        if (_options.VersionStage == AwsSecretsManagerOptions.CurrentStage && ids.Count > 1)
        {
            left = [];
            foreach (var some in ids.Chunk(AwsSecretsManagerClient.BatchSize))
            {
                var batch = _hasNoBatches ? null : await _client.GetBatchAsync(some, cancellationToken).ConfigureAwait(false);
                if (batch is null)
                {
                    _hasNoBatches = true;
                    left.AddRange(some);
                    continue;
                }

                foreach (var reading in batch)
                {
                    readings.Add(reading);
                }
            }
        }

        await Parallel.ForEachAsync(
            left,
            new ParallelOptions { MaxDegreeOfParallelism = OneByOne, CancellationToken = cancellationToken },
            async (id, token) => readings.Add(await _client.GetAsync(id, _options.VersionStage, token).ConfigureAwait(false))).ConfigureAwait(false);
        return readings;
    }

    private void Add(SecretTree tree, AwsSecret secret)
    {
        var rest = _options.NamePrefix is { Length: > 0 } prefix && secret.Name.StartsWith(prefix, StringComparison.Ordinal) ? secret.Name[prefix.Length..] : secret.Name;
        var flatten = _options.FlattenJson && !secret.IsBinary;
        var key = SecretTree.PathOf(rest, "/", "__");
        if (key.Length == 0 && !(flatten && secret.Text.AsSpan().TrimStart().StartsWith('{')))
        {
            // The prefix is the whole name.
            key = SecretTree.PathOf(secret.Name, "/", "__").Split(':')[^1];
        }

        if ((_options.MapKey is null ? key : _options.MapKey(new SecretKeyArguments(secret.Name, key))) is { } path)
        {
            tree.AddSecret(path, secret.Text, secret.Name, flatten);
        }
    }
}
