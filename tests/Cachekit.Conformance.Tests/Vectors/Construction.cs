using Cachekit.Conformance.Tests.Json;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>Long bytes, by their recipe: a part repeated and a suffix, or segments in order, each repeated.</summary>
internal static class Construction
{
    public static byte[] Build(object? recipe)
    {
        using var bytes = new MemoryStream();
        switch (recipe)
        {
            case List<object?> segments:
                foreach (var segment in segments.Cast<JsonMap>())
                {
                    Append(bytes, segment, "hex", "count");
                }

                break;
            case JsonMap map:
                Append(bytes, map, "repeat_hex", "count");
                if (map.Has("suffix_repeat_hex"))
                {
                    Append(bytes, map, "suffix_repeat_hex", "suffix_count");
                }

                if (map.Has("suffix_hex"))
                {
                    bytes.Write(map.Bytes("suffix_hex"));
                }

                break;
            default:
                throw new FormatException("A construction is an object or a list of segments.");
        }

        return bytes.ToArray();
    }

    private static void Append(MemoryStream bytes, JsonMap map, string part, string count)
    {
        var piece = map.Bytes(part);
        for (var left = ((JsonNumber)map[count]!).ToInt64(); left > 0; left--)
        {
            bytes.Write(piece);
        }
    }
}
