namespace Cachekit.Serialization;

/// <summary>The maps that mark a text as a time: <c>{"__datetime__": true, "value": "..."}</c>.</summary>
internal static class SentinelMap
{
    public static ReadOnlySpan<byte> DateTimeMark => "__datetime__"u8;

    public static ReadOnlySpan<byte> DateMark => "__date__"u8;

    public static ReadOnlySpan<byte> TimeMark => "__time__"u8;

    private static ReadOnlySpan<byte> ValueName => "value"u8;

    public static void Write(ref MessagePackWriter writer, scoped ReadOnlySpan<byte> mark, scoped ReadOnlySpan<byte> text)
    {
        writer.Enter();
        writer.WriteMapHeader(2);
        writer.WriteUtf8(mark);
        writer.WriteBoolean(true);
        writer.WriteUtf8(ValueName);
        writer.WriteUtf8(text);
        writer.Leave();
    }

    /// <summary>Reads the text of such a map, with its keys in any order and other keys between them.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="mark">The key whose value must be <see langword="true"/>.</param>
    /// <param name="expected">What the map stands for, in a message.</param>
    public static ReadOnlySpan<byte> Read(ref MessagePackReader reader, scoped ReadOnlySpan<byte> mark, string expected)
    {
        var start = reader.Position;
        reader.Enter();
        var count = reader.ReadMapHeader();
        var marked = false;
        var found = false;
        ReadOnlySpan<byte> text = default;
        for (var i = 0; i < count; i++)
        {
            if (reader.NextType != MessagePackType.String)
            {
                reader.Skip();
                reader.Skip();
                continue;
            }

            // Of several values for one key the last one counts, whatever the types of the others.
            var name = reader.ReadUtf8();
            var type = reader.NextType;
            if (name.SequenceEqual(mark))
            {
                marked = false;
                if (type == MessagePackType.Boolean)
                {
                    marked = reader.ReadBoolean();
                    continue;
                }
            }
            else if (name.SequenceEqual(ValueName))
            {
                found = false;
                if (type == MessagePackType.String)
                {
                    text = reader.ReadUtf8();
                    found = true;
                    continue;
                }
            }

            reader.Skip();
        }

        reader.Leave();
        if (!marked || !found)
        {
            SerializationErrors.Invalid($"The map is not {expected}", start);
        }

        return text;
    }
}
