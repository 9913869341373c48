using System.Text;

namespace Cachekit.Generators.Parsing.Tags;

/// <summary>Cuts a template such as <c>user:{userId}</c> into texts and names.</summary>
internal static class TagTemplate
{
    public const int MaxLength = 256;

    /// <summary>Cuts a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="pieces">Texts without their doubled braces, and names.</param>
    /// <returns>What is wrong and what to do; or null.</returns>
    public static (string What, string Instead)? Split(string template, out List<(bool IsName, string Text)> pieces)
    {
        pieces = [];
        if (template.Length == 0)
        {
            return ("is empty", "write a text, for example \"products\" or \"product:{id}\"");
        }

        var text = new StringBuilder();
        var constant = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (char.IsControl(c))
            {
                return ("has a control character", "leave it out");
            }

            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                i++;
            }
            else if (c == '}')
            {
                return ("has a '}' without its '{'", "write '}}' for a brace");
            }
            else if (c == '{')
            {
                var end = template.IndexOf('}', i);
                if (end < 0)
                {
                    return ("has a '{' without its '}'", "close it behind the name, or write '{{' for a brace");
                }

                var name = template.Substring(i + 1, end - i - 1);
                if (name.Length == 0)
                {
                    return ("has braces without a name", "write the name of a parameter between them");
                }

                Flush(pieces);
                pieces.Add((true, name));
                i = end;
                continue;
            }

            text.Append(c);
            constant++;
        }

        Flush(pieces);
        return constant > MaxLength ? ($"has {constant} characters besides its values", $"a tag has at most {MaxLength}") : null;

        void Flush(List<(bool IsName, string Text)> into)
        {
            if (text.Length > 0)
            {
                into.Add((false, text.ToString()));
                text.Clear();
            }
        }
    }
}
