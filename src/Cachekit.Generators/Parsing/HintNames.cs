using System.Text;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Names the generated file of a type.</summary>
internal static class HintNames
{
    /// <summary>A name without the ending that tells types of one name apart by namespace, nesting and type parameters.</summary>
    public static string Of(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            var part = new StringBuilder(current.Name);
            if (current.TypeParameters.Length > 0)
            {
                part.Append('{').Append(current.TypeParameters[0].Name);
                for (var i = 1; i < current.TypeParameters.Length; i++)
                {
                    part.Append(',').Append(current.TypeParameters[i].Name);
                }

                part.Append('}');
            }

            name.Insert(0, name.Length == 0 ? part.ToString() : part.Append('+').ToString());
        }

        return Allowed(type.ContainingNamespace.IsGlobalNamespace ? name.ToString() : $"{type.ContainingNamespace.ToPlainText()}.{name}");
    }

    /// <summary>A file's name has fewer characters and a shorter length than a type's may have.</summary>
    private static string Allowed(string name)
    {
        const int longest = 150;
        var text = new StringBuilder(name);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && "_.+{},".IndexOf(text[i]) < 0)
            {
                text[i] = '-';
            }
        }

        var allowed = text.ToString();
        return allowed == name && name.Length <= longest ? name : $"{allowed.Substring(0, Math.Min(longest, allowed.Length))}.{Hash.Of(name, 8)}";
    }
}
