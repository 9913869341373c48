using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>Names in generated code.</summary>
internal static class Identifiers
{
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The name of a variable for a member, which is added to those taken.</summary>
    public static string Local(string member, HashSet<string> taken)
    {
        var name = char.ToLowerInvariant(member[0]) + member.Substring(1);
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Escape(unique);
    }
}
