namespace Cachekit.Secrets;

/// <summary>A place that keeps secrets, asked for all of them at once. Implement it for a store of your own, and add it with <c>AddSecretStore</c>.</summary>
/// <remarks>Implementations are safe for concurrent use. One that is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/> is disposed of with the configuration that it was added to.</remarks>
public interface ISecretStore
{
    /// <summary>What logs, errors and <c>Explain()</c> call it, for example <c>Vault secret/my-app</c>. Never a secret, nor a part of one.</summary>
    string Name { get; }

    /// <summary>Reads everything that the store has for this application.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretsException">The store refused or could not be reached; the message says what to do and holds no secret.</exception>
    ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken);
}
