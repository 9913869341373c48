using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Names a temporary key that a cluster keeps in the same place as the key that it will replace.</summary>
internal static class PieceKey
{
    private const int Slots = 16384;

    public static RedisKey For(RedisKey key)
    {
        var text = (string)key!;
        var tag = TagOf(text);
        var end = $"{{{tag}}}:cachekit:piece:{Guid.NewGuid():N}";

        // Where that is possible it begins as the key does: a user may have a permission for keys of one prefix only.
        var likeKey = $"{text}:{end}";
        return TagOf(likeKey) == tag ? likeKey : end;
    }

    /// <summary>A text in braces whose place is that of the key: what a cluster looks at is the text in the first pair of braces, or else the whole key.</summary>
    internal static string TagOf(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open + 1);
        if (close > open + 1)
        {
            return key[(open + 1)..close];
        }

        if (!key.Contains('}', StringComparison.Ordinal))
        {
            return key;
        }

        // The key itself would end at its own brace: any text of the same place does.
        var slot = SlotOf(key);
        for (var number = 0; ; number++)
        {
            var candidate = number.ToString(CultureInfo.InvariantCulture);
            if (SlotOf(candidate) == slot)
            {
                return candidate;
            }
        }
    }

    /// <summary>The place of a whole text: CRC16 of the XMODEM kind.</summary>
    internal static int SlotOf(string text)
    {
        var crc = 0;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            crc ^= value << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? ((crc << 1) ^ 0x1021) & 0xFFFF : (crc << 1) & 0xFFFF;
            }
        }

        return crc % Slots;
    }
}
