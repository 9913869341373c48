using System.Numerics;
using Cachekit.Keys;

namespace Cachekit.Serialization;

/// <summary>Writes values whose types are known at run time only, in the same form as generated code writes typed ones.</summary>
internal static class InteropTreeWriter
{
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">Where the value is; after an exception it says what could not be written.</param>
    /// <exception cref="CacheSerializationException">The value has no form that all SDKs can read.</exception>
    public static void Write(ref MessagePackWriter writer, object? value, InteropPath path)
    {
        switch (InteropShapes.Simplify(value))
        {
            case null:
                writer.WriteNil();
                break;
            case string text:
                writer.WriteString(text);
                break;
            case bool boolean:
                writer.WriteBoolean(boolean);
                break;
            case long number:
                writer.WriteInt64(number);
                break;
            case ulong number:
                writer.WriteUInt64(number);
                break;
            case Int128 number:
                InteropCodecs.Int128.Write(ref writer, number);
                break;
            case UInt128 number:
                InteropCodecs.UInt128.Write(ref writer, number);
                break;
            case BigInteger number:
                InteropCodecs.BigInteger.Write(ref writer, number);
                break;
            case double number:
                InteropCodecs.Double.Write(ref writer, number);
                break;
            case decimal number:
                InteropCodecs.Decimal.Write(ref writer, number);
                break;
            case char character:
                InteropCodecs.Char.Write(ref writer, character);
                break;
            case Guid guid:
                InteropCodecs.Guid.Write(ref writer, guid);
                break;
            case DateTimeOffset time:
                InteropCodecs.DateTimeOffset.Write(ref writer, time);
                break;
            case DateTime time:
                InteropCodecs.DateTime.Write(ref writer, time);
                break;
            case DateOnly date:
                InteropCodecs.DateOnly.Write(ref writer, date);
                break;
            case TimeOnly time:
                InteropCodecs.TimeOnly.Write(ref writer, time);
                break;
            case ReadOnlyMemory<byte> bytes:
                writer.WriteBinary(bytes.Span);
                break;
            case var other:
                WriteCollection(ref writer, other, path);
                break;
        }
    }

    private static void WriteCollection(ref MessagePackWriter writer, object value, InteropPath path)
    {
        writer.Enter();
        if (InteropShapes.TryPairs(value, out var pairs))
        {
            WriteMap(ref writer, pairs, path);
        }
        else if (!InteropShapes.TryItems(value, out var items, out var isSet))
        {
            throw new CacheSerializationException(
                $"{InteropShapes.Name(value)} has no form in values that are shared with other SDKs: use a number, string, bool, byte[], Guid, date or time, enum, decimal, or an array or a string-keyed dictionary of these.");
        }
        else if (isSet)
        {
            throw new CacheSerializationException(
                $"{InteropShapes.Name(value)} is a set, which values that are shared with other SDKs cannot hold: use an array of its elements.");
        }
        else
        {
            writer.WriteArrayHeader(items.Count);
            for (var i = 0; i < items.Count; i++)
            {
                path.Push(i);
                Write(ref writer, items[i], path);
                path.Pop();
            }
        }

        writer.Leave();
    }

    private static void WriteMap(ref MessagePackWriter writer, List<KeyValuePair<object, object?>> pairs, InteropPath path)
    {
        var named = new List<KeyValuePair<string, object?>>(pairs.Count);
        foreach (var (key, value) in pairs)
        {
            if (key is not string name)
            {
                throw new CacheSerializationException(
                    "A dictionary has a key that is no string, and values that are shared with other SDKs hold string-keyed ones only: convert its keys to strings, or use a list of pairs.");
            }

            named.Add(new(name, value));
        }

        writer.WriteMapHeader(named.Count);
        foreach (var (name, value) in InteropMap.Sorted(named))
        {
            writer.WriteString(name);
            path.Push(name);
            Write(ref writer, value, path);
            path.Pop();
        }
    }
}
