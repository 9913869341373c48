using System.Globalization;
using System.Text;

namespace Cachekit.Keys;

/// <summary>Where a writer is in a value of unknown shape, for example <c>arguments[2].items[0]</c>. The text is made only for a message.</summary>
internal sealed class InteropPath(string root)
{
    private const int MaxNameLength = 40;

    private readonly List<(string? Name, int Index)> _steps = [];

    public void Push(string name) => _steps.Add((name, 0));

    public void Push(int index) => _steps.Add((null, index));

    public void Pop() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString()
    {
        var text = new StringBuilder(root);
        foreach (var (name, index) in _steps)
        {
            if (name is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else if (IsPlain(name))
            {
                text.Append('.').Append(name);
            }
            else
            {
                AppendQuoted(text, name);
            }
        }

        return text.ToString();
    }

    private static bool IsPlain(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
            {
                return false;
            }
        }

        return name.Length is > 0 and <= MaxNameLength;
    }

    // A name may come from anywhere: what a log or a terminal would act on does not get there.
    private static void AppendQuoted(StringBuilder text, string name)
    {
        text.Append("[\"");
        for (var i = 0; i < Math.Min(name.Length, MaxNameLength); i++)
        {
            text.Append(char.IsControl(name[i]) || char.IsSurrogate(name[i]) || name[i] == '"' ? '?' : name[i]);
        }

        text.Append(name.Length > MaxNameLength ? "...\"]" : "\"]");
    }
}
