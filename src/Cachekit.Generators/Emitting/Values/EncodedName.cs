using System.Globalization;
using System.Text;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>The name of a member as it stands in the stored bytes.</summary>
internal static class EncodedName
{
    /// <summary>How many bytes the name takes in UTF-8.</summary>
    public static int Length(string name) => Encoding.UTF8.GetByteCount(name);

    /// <summary>A span literal of MessagePack text: header and UTF-8.</summary>
    public static string Literal(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var text = new StringBuilder("[");
        if (bytes.Length < 32)
        {
            AppendHex(text, 0xA0 | bytes.Length);
        }
        else if (bytes.Length < 256)
        {
            AppendHex(text, 0xD9);
            AppendHex(text.Append(", "), bytes.Length);
        }
        else
        {
            AppendHex(text, 0xDA);
            AppendHex(text.Append(", "), bytes.Length >> 8);
            AppendHex(text.Append(", "), bytes.Length & 0xFF);
        }

        foreach (var b in bytes)
        {
            text.Append(", ");
            if (b is >= 0x20 and < 0x7F and not ((byte)'\'' or (byte)'\\'))
            {
                text.Append("(byte)'").Append((char)b).Append('\'');
            }
            else
            {
                AppendHex(text, b);
            }
        }

        return text.Append(']').ToString();
    }

    private static void AppendHex(StringBuilder text, int value) => text.Append("0x").Append(value.ToString("X2", CultureInfo.InvariantCulture));
}
