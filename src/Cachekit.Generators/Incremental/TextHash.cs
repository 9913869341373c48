namespace Cachekit.Generators.Incremental;

/// <summary>Hashes of texts that never leave the process.</summary>
internal static class TextHash
{
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;
    private const uint WordStart = 2166136261;
    private const uint WordPrime = 16777619;

    public static ulong Add(ulong hash, string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            hash = unchecked((hash ^ text[i]) * Prime);
        }

        return hash;
    }

    public static ulong Add(ulong hash, ulong value) => unchecked((hash ^ Mixed(value)) * Prime);

    /// <summary>A value whose sums do not cancel each other out.</summary>
    public static ulong Mixed(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    public static int OfWord(string text, int start, int end)
    {
        var hash = WordStart;
        for (var i = start; i < end; i++)
        {
            hash = unchecked((hash ^ text[i]) * WordPrime);
        }

        return unchecked((int)hash);
    }

    public static int OfWord(string word) => OfWord(word, 0, word.Length);
}
