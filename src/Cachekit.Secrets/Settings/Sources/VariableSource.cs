namespace Cachekit.Secrets;

/// <summary>Environment variables.</summary>
internal sealed class VariableSource(Func<string, string?> variables) : SettingsSource
{
    public override string Describe(SettingsKey key) => $"{key.Variable} in the environment variables";

    public override SettingsFound? Find(SettingsKey key, bool hasChildren) => variables(key.Variable) is { } text ? new SettingsFound(Describe(key), text) : null;
}
