namespace Cachekit.Secrets.Tests.Layers;

/// <summary>A store whose secrets a test sets, and that counts.</summary>
internal sealed class CountingStore(string name = "store") : ISecretStore, IDisposable
{
    public Dictionary<string, string?> Values { get; } = [];

    public int Reads { get; private set; }

    public int Disposals { get; private set; }

    public Exception? Failure { get; set; }

    public string Name => name;

    public ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Disposals > 0, this);
        Reads++;
        return Failure is null ? ValueTask.FromResult(new SecretStoreContent(new Dictionary<string, string?>(Values))) : ValueTask.FromException<SecretStoreContent>(Failure);
    }

    public void Dispose() => Disposals++;
}
