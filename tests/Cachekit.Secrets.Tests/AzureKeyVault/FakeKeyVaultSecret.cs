namespace Cachekit.Secrets.Tests.AzureKeyVault;

/// <summary>A secret of the fake vault; times are whole seconds, as those of the real one.</summary>
internal sealed record FakeKeyVaultSecret(string Name, string Value, bool Enabled, DateTimeOffset UpdatedOn, DateTimeOffset? NotBefore, DateTimeOffset? Expires);
