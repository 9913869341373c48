namespace Cachekit;

/// <summary>The layer in the memory of this process (L1).</summary>
public sealed class LocalCacheOptions
{
    /// <summary>Whether entries are kept in memory.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Local:Enabled</c>, or else <see langword="true"/>. Without it every call asks the backend.</value>
    public bool? Enabled { get; set; }

    /// <summary>The budget of each namespace, in units of 1,048,576 bytes of what is held.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Local:MaxSizeMb</c>, or else 100. 1 or more.</value>
    public int? MaxSizeMb { get; set; }
}
