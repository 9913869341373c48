namespace Cachekit.Secrets;

/// <summary>Something that may have values of settings.</summary>
internal abstract class SettingsSource
{
    /// <summary>The key and the source, as messages name them: <c>DB_URL in the environment variables</c>.</summary>
    public abstract string Describe(SettingsKey key);

    /// <summary>Looks for a setting.</summary>
    /// <param name="key">Its names.</param>
    /// <param name="hasChildren">Whether its value may consist of several.</param>
    public abstract SettingsFound? Find(SettingsKey key, bool hasChildren);
}
