using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>The AWS Systems Manager Parameter Store as a secret store.</summary>
internal sealed class AwsParameterStore : ISecretStore, IDisposable
{
    private readonly AwsParameterStoreOptions _options;
    private readonly AwsConnections _connections;
    private readonly IAwsParameterStoreClient _client;
    private bool _wasEmpty;

    public AwsParameterStore(AwsParameterStoreOptions options, Func<AwsConnections, IAwsParameterStoreClient>? client = null)
    {
        _options = options;
        Name = $"AWS Parameter Store ({options.Path})";
        _connections = new AwsConnections(Name, options);
        _client = client?.Invoke(_connections) ?? new AwsParameterStoreClient(_connections);
    }

    public string Name { get; }

    public async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        var path = _options.Path.Length > 1 ? _options.Path.TrimEnd('/') : _options.Path;
        var parameters = await _client.GetByPathAsync(path.Length == 0 ? "/" : path, _options.WithDecryption, cancellationToken).ConfigureAwait(false);
        var tree = new SecretTree(Name);
        foreach (var parameter in parameters)
        {
            var rest = parameter.Name.StartsWith(path, StringComparison.Ordinal) ? parameter.Name[path.Length..] : parameter.Name;
            var key = SecretTree.PathOf(rest, "/", "__");
            if ((_options.MapKey is null ? key : _options.MapKey(new SecretKeyArguments(parameter.Name, key))) is { } mapped)
            {
                Add(tree, mapped, parameter);
            }
        }

        if (parameters.Count == 0 && !_wasEmpty)
        {
            CloudLog.Nothing(_connections.Logger, Name);
        }

        _wasEmpty = parameters.Count == 0;
        return tree.Content();
    }

    public void Dispose() => _connections.Dispose();

    private void Add(SecretTree tree, string key, AwsParameter parameter)
    {
        if (!parameter.IsList)
        {
            tree.AddSecret(key, parameter.Value, parameter.Name, _options.FlattenJson);
            return;
        }

        var index = 0;
        foreach (var item in parameter.Value.Split(','))
        {
            tree.Add(ConfigurationPath.Combine(key, index.ToString(CultureInfo.InvariantCulture)), item, parameter.Name);
            index++;
        }
    }
}
