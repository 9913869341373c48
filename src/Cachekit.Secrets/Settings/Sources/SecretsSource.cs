namespace Cachekit.Secrets;

/// <summary>Loaded secrets.</summary>
internal sealed class SecretsSource(Secrets secrets) : SettingsSource
{
    public override string Describe(SettingsKey key) => $"{key.Variable} in the secrets";

    public override SettingsFound? Find(SettingsKey key, bool hasChildren) => secrets.TryGetValue(key.Variable, out var text) ? new SettingsFound(Describe(key), text) : null;
}
