namespace Cachekit.Secrets;

/// <summary>A layer with a client of its own.</summary>
/// <param name="client">The client; disposed of with the layer.</param>
internal sealed class OwnedRedenvSecretStore(RedenvClient client) : RedenvSecretStore(client), IAsyncDisposable
{
    private readonly RedenvClient _client = client;

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
