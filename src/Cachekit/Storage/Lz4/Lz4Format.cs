namespace Cachekit.Storage.Lz4;

/// <summary>The numbers of the block format.</summary>
internal static class Lz4Format
{
    /// <summary>The shortest match; a token counts from here.</summary>
    public const int MinMatch = 4;

    /// <summary>How far back a match can refer: two bytes.</summary>
    public const int MaxOffset = ushort.MaxValue;

    /// <summary>The value of a token's half that says: more bytes of the count follow.</summary>
    public const int LongCount = 15;

    /// <summary>These bytes at the end of a source are always literals, so that readers may copy in wide steps.</summary>
    public const int LastLiterals = 5;

    /// <summary>In these bytes at the end of a source no match starts.</summary>
    public const int MatchFreeTail = 12;

    /// <summary>Smaller sources have no place where a match could start: the first byte has nothing before it.</summary>
    public const int MinSourceSizeForMatch = MatchFreeTail + 2;
}
