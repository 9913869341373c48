namespace Cachekit.Secrets;

/// <summary>Settings of any type, for what looks at all of them.</summary>
internal interface ISettingsHolder
{
    /// <summary>Reads the settings if nobody has done it.</summary>
    /// <returns>What is wrong with them.</returns>
    IReadOnlyList<string> Check();
}
