using System.Globalization;
using System.Numerics;
using Cachekit.CompilerServices;
using Cachekit.Conformance.Tests.Json;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>Arguments of keys that only .NET reads, written value by value as generated code does.</summary>
internal static class AutoArguments
{
    public static byte[] Encode(List<object?> positional, Dictionary<string, object?> named)
    {
        var writer = new KeyWriter(stackalloc byte[256], "Method");
        try
        {
            writer.WriteArrayHeader(2);
            Write(ref writer, positional);
            Write(ref writer, named);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Write(ref KeyWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool flag:
                writer.Write(flag);
                break;
            case long or ulong or BigInteger:
                writer.Write(BigInteger.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.Write(number);
                break;
            case string text:
                writer.Write(text);
                break;
            case byte[] bytes:
                writer.WriteBinary(bytes);
                break;
            case Guid guid:
                writer.Write(guid);
                break;
            case DateTimeOffset instant:
                writer.Write(instant);
                break;
            case List<object?> items:
                writer.WriteArrayHeader(items.Count);
                foreach (var item in items)
                {
                    Write(ref writer, item);
                }

                break;
            case Dictionary<string, object?> map:
                writer.WriteMapHeader(map.Count);
                foreach (var (key, item) in map.OrderBy(static pair => pair.Key, Utf8Order.Instance))
                {
                    writer.Write(key);
                    Write(ref writer, item);
                }

                break;
            default:
                throw new FormatException($"A {value.GetType()} is no argument of a key.");
        }
    }
}
