using System.Text;

namespace Cachekit.Secrets;

/// <summary>Replaces <c>${NAME}</c> in secrets by the secret of that name, as often as needed.</summary>
/// <remarks>A name that no secret has stays as it is written, and <c>\${NAME}</c> is the text <c>${NAME}</c>; <c>\\${NAME}</c> is a backslash and the secret.</remarks>
internal sealed class SecretExpansion
{
    private readonly IReadOnlyDictionary<string, string> _raw;
    private readonly Dictionary<string, string> _expanded = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    private SecretExpansion(IReadOnlyDictionary<string, string> raw) => _raw = raw;

    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: secrets refer to each other in a circle.</exception>
    public static Dictionary<string, string> Expand(IReadOnlyDictionary<string, string> raw)
    {
        var expansion = new SecretExpansion(raw);
        foreach (var name in raw.Keys)
        {
            expansion.Of(name);
        }

        return expansion._expanded;
    }

    private string Of(string name)
    {
        if (_expanded.TryGetValue(name, out var known))
        {
            return known;
        }

        var start = _path.IndexOf(name);
        if (start >= 0)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"Secrets refer to each other in a circle: {string.Join(" -> ", _path.Skip(start).Append(name))}. Take one of the references out, or write \\${{{name}}} where the text itself is meant.");
        }

        _path.Add(name);
        var value = Replace(_raw[name]);
        _path.RemoveAt(_path.Count - 1);
        _expanded[name] = value;
        return value;
    }

    private string Replace(string text)
    {
        var next = text.IndexOf("${", StringComparison.Ordinal);
        if (next < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var done = 0;
        while (next >= 0)
        {
            var end = text.IndexOf('}', next);
            if (end < 0)
            {
                break;
            }

            // A backslash in front takes the meaning of a reference away, and that of another backslash: \\${NAME} is a backslash and the value.
            var name = text[(next + 2)..end];
            var backslashes = 0;
            while (next - backslashes > done && text[next - backslashes - 1] == '\\')
            {
                backslashes++;
            }

            if (backslashes % 2 == 1)
            {
                result.Append(text, done, next - done - (backslashes + 1) / 2).Append(text, next, end + 1 - next);
                done = end + 1;
            }
            else if (_raw.ContainsKey(name))
            {
                result.Append(text, done, next - done - backslashes / 2).Append(Of(name));
                done = end + 1;
            }
            else
            {
                // Not a reference, but there may be one inside of it: ${${NAME}.
                result.Append(text, done, next + 2 - done);
                done = next + 2;
            }

            next = text.IndexOf("${", done, StringComparison.Ordinal);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
