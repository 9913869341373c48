namespace Cachekit;

/// <summary>The layer in the memory of this process (L1).</summary>
public sealed class LocalCacheOptions
{
    /// <summary>Whether entries are kept in memory.</summary>
    /// <value><see langword="true"/> by default. Without it every call asks the backend.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>The budget of each namespace, in units of 1,048,576 bytes of what is held.</summary>
    /// <value>100 by default; 1 or more.</value>
    public int MaxSizeMb { get; set; } = 100;
}
