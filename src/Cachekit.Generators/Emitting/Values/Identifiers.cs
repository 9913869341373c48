using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>Names in generated code.</summary>
internal static class Identifiers
{
    /// <summary>The name of a variable for a member, which is added to those taken.</summary>
    public static string Local(string member, HashSet<string> taken)
    {
        // A member that is still being typed has no name.
        var name = member.Length == 0 ? "_" : char.ToLowerInvariant(member[0]) + member.Substring(1);
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique.EscapeIdentifier();
    }
}
