namespace Cachekit.Storage;

/// <summary>What the protocol allows at most. Readers check against it before they allocate anything.</summary>
internal static class StorageLimits
{
    /// <summary>The most bytes of a payload, of the compressed data, and of an envelope.</summary>
    public const int MaxSize = 536_870_912;

    /// <summary>How many times its compressed size a payload may have at most.</summary>
    public const int MaxRatio = 1000;
}
