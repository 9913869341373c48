using System.Text;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>The order of names in a map: that of their UTF-8 bytes, which differs from the ordinal one beyond U+FFFF.</summary>
internal static class KeyMemberOrder
{
    public static int Compare(string left, string right)
    {
        var first = Encoding.UTF8.GetBytes(left);
        var second = Encoding.UTF8.GetBytes(right);
        for (var i = 0; i < first.Length && i < second.Length; i++)
        {
            if (first[i] != second[i])
            {
                return first[i].CompareTo(second[i]);
            }
        }

        return first.Length.CompareTo(second.Length);
    }
}
