using System.Text;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes indented lines that end with <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line, or several when the text has line feeds; an empty text is an empty line.</summary>
    public void Line(string text = "")
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _depth * 4).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes each text as a line.</summary>
    public void Lines(IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            Line(text);
        }
    }

    /// <summary>Opens a block: the head, then a brace.</summary>
    public void Open(string head)
    {
        Line(head);
        Line("{");
        _depth++;
    }

    /// <summary>Closes a block; the suffix follows the brace, for example <c>;</c>.</summary>
    public void Close(string suffix = "")
    {
        _depth--;
        Line("}" + suffix);
    }

    public void Indent() => _depth++;

    public void Unindent() => _depth--;

    public override string ToString() => _text.ToString();
}
