namespace Cachekit.Secrets;

/// <summary>The secrets of a client as a layer of the configuration; two underscores in a name are the colon of a path, as in environment variables.</summary>
/// <param name="client">The client.</param>
/// <param name="owned">Whether the configuration disposes of it.</param>
internal sealed class RedenvSecretStore(RedenvClient client, bool owned) : ISecretStore, IAsyncDisposable
{
    public string Name => client.ToString();

    public async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        // Not what is served while it is made anew: the layer would then be late by one interval.
        var secrets = await client.LoadFreshAsync(cancellationToken).ConfigureAwait(false);
        var values = new Dictionary<string, string?>(secrets.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in secrets)
        {
            values[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return new SecretStoreContent(values);
    }

    public ValueTask DisposeAsync() => owned ? client.DisposeAsync() : default;
}
