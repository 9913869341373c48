using System.Globalization;
using System.Text;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>The names of members in shared values. The two policies give what those of <c>System.Text.Json</c> give for an identifier.</summary>
internal static class MemberNames
{
    public static string Apply(string name, MemberNaming naming) => naming switch
    {
        MemberNaming.SnakeCase => Snake(name),
        MemberNaming.CamelCase => Camel(name),
        _ => name,
    };

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (!IsCapital(name[i]))
            {
                text.Append(name[i]);
                continue;
            }

            text.Append(StartsWord(name, i) ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>A capital starts a word behind a small letter or a digit; of several capitals the last one does when a small letter follows.</summary>
    private static bool StartsWord(string name, int capital) => capital > 0 && char.GetUnicodeCategory(name[capital - 1]) switch
    {
        UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber => true,
        UnicodeCategory.UppercaseLetter => capital + 1 < name.Length && char.IsLower(name[capital + 1]),
        _ => false,
    };

    private static string Camel(string name)
    {
        var capitals = 0;
        while (capitals < name.Length && IsCapital(name[capitals]))
        {
            capitals++;
        }

        // The last of several capitals belongs to the next word: 'URLValue' is 'urlValue'.
        var small = capitals > 1 && capitals < name.Length ? capitals - 1 : capitals;
        return name.Substring(0, small).ToLowerInvariant() + name.Substring(small);
    }

    private static bool IsCapital(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.UppercaseLetter;
}
