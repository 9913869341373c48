namespace Cachekit.Serialization;

/// <summary>The order of texts by their code points, which is that of their UTF-8 bytes and that of every SDK.</summary>
/// <remarks>
/// The ordinal order of .NET compares UTF-16 units, where the surrogates of the characters from U+10000 on come before U+E000 to U+FFFF.
/// Moving those two ranges around before the comparison puts them right.
/// </remarks>
internal sealed class CodePointOrder : IComparer<string>
{
    public static readonly CodePointOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var index = left.CommonPrefixLength(right);
        return index == left.Length || index == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[index]).CompareTo(Rank(right[index]));
    }

    private static int Rank(char unit) => unit < 0xD800 ? unit : unit < 0xE000 ? unit + 0x2000 : unit - 0x800;
}
