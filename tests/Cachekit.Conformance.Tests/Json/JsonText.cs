using System.Globalization;
using System.Text;

namespace Cachekit.Conformance.Tests.Json;

/// <summary>
/// JSON to and from <see langword="null"/>, bool, <see cref="JsonNumber"/>, string, List and <see cref="JsonMap"/>. The platform's parser does not do:
/// vectors have surrogates without their partner, which it refuses, and numbers that only their text tells apart.
/// </summary>
internal static class JsonText
{
    public static object? Parse(string text)
    {
        var parser = new Parser(text);
        var value = parser.Value();
        parser.End();
        return value;
    }

    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case JsonNumber number:
                text.Append(number.Text);
                break;
            case int number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case string content:
                WriteText(text, content);
                break;
            case JsonMap map:
                text.Append('{');
                foreach (var member in map)
                {
                    Separate(text, '{');
                    WriteText(text, member.Key);
                    text.Append(':');
                    Write(text, member.Value);
                }

                text.Append('}');
                break;
            case IEnumerable<object?> items:
                text.Append('[');
                foreach (var item in items)
                {
                    Separate(text, '[');
                    Write(text, item);
                }

                text.Append(']');
                break;
            default:
                throw new ArgumentException($"A {value.GetType()} has no form in JSON here.", nameof(value));
        }
    }

    private static void Separate(StringBuilder text, char opening)
    {
        if (text[^1] != opening)
        {
            text.Append(',');
        }
    }

    private static void WriteText(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            if (character is >= ' ' and < '\u007f' and not '"' and not '\\')
            {
                text.Append(character);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
        }

        text.Append('"');
    }

    private sealed class Parser(string text)
    {
        private int _position;

        public void End()
        {
            SkipSpace();
            if (_position != text.Length)
            {
                throw Unexpected();
            }
        }

        public object? Value()
        {
            SkipSpace();
            switch (Peek())
            {
                case '{':
                    return Map();
                case '[':
                    return Items();
                case '"':
                    return Text();
                case 't':
                    return Word("true", true);
                case 'f':
                    return Word("false", false);
                case 'n':
                    return Word("null", null);
                default:
                    return Number();
            }
        }

        private JsonMap Map()
        {
            var map = new JsonMap();
            _position++;
            while (!Closes('}', map.Count))
            {
                SkipSpace();
                var name = Text();
                SkipSpace();
                Expect(':');
                map[name] = Value();
            }

            return map;
        }

        private List<object?> Items()
        {
            var items = new List<object?>();
            _position++;
            while (!Closes(']', items.Count))
            {
                items.Add(Value());
            }

            return items;
        }

        private bool Closes(char closing, int count)
        {
            SkipSpace();
            if (Peek() == closing)
            {
                _position++;
                return true;
            }

            if (count > 0)
            {
                Expect(',');
            }

            return false;
        }

        private string Text()
        {
            Expect('"');
            var content = new StringBuilder();
            while (Take() is var character && character != '"')
            {
                content.Append(character == '\\' ? Escape() : character);
            }

            return content.ToString();
        }

        private char Escape() => Take() switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            'u' => (char)(Digit() << 12 | Digit() << 8 | Digit() << 4 | Digit()),
            var other and ('"' or '\\' or '/') => other,
            _ => throw Unexpected(),
        };

        private int Digit() => Convert.ToInt32(Take().ToString(), 16);

        private JsonNumber Number()
        {
            var start = _position;
            while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '+' or '-' or '.'))
            {
                _position++;
            }

            return _position > start ? new JsonNumber(text[start.._position]) : throw Unexpected();
        }

        private object? Word(string word, object? value)
        {
            if (string.CompareOrdinal(text, _position, word, 0, word.Length) != 0)
            {
                throw Unexpected();
            }

            _position += word.Length;
            return value;
        }

        private void SkipSpace()
        {
            while (_position < text.Length && text[_position] is ' ' or '\t' or '\r' or '\n')
            {
                _position++;
            }
        }

        private char Peek() => _position < text.Length ? text[_position] : throw Unexpected();

        private char Take()
        {
            var character = Peek();
            _position++;
            return character;
        }

        private void Expect(char character)
        {
            if (Take() != character)
            {
                throw Unexpected();
            }
        }

        private FormatException Unexpected() => new($"The JSON is broken at character {_position}.");
    }
}
