namespace Cachekit.Secrets;

/// <summary>The secrets of a client as a layer of the configuration; two underscores in a name are the colon of a path, as in environment variables.</summary>
/// <param name="client">The client.</param>
internal class RedenvSecretStore(RedenvClient client) : ISecretStore
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public string Name => client.ToString();

    public async ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        // Not what is served while it is made anew: the layer would then be late by one interval.
        var loaded = await client.LoadFreshAsync(cancellationToken).ConfigureAwait(false);
        var values = new Dictionary<string, string?>(loaded.Secrets.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in loaded.Secrets)
        {
            values[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        // What comes from a snapshot is fresh for a short time only.
        var fresh = loaded.FreshFor - client.TimeProvider.GetElapsedTime(loaded.ReadAt);
        return new SecretStoreContent(values) { ReadAgainAfter = fresh > Soon ? fresh : Soon };
    }
}
