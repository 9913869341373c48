using System.Globalization;
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
        switch (value)
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
            case char character:
                InteropCodecs.Char.Write(ref writer, character);
                break;
            case Guid guid:
                InteropCodecs.Guid.Write(ref writer, guid);
                break;
            case decimal number:
                InteropCodecs.Decimal.Write(ref writer, number);
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
            case byte[] bytes when InteropShapes.IsExactlyBytes(value):
                writer.WriteBinary(bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                writer.WriteBinary(bytes.Span);
                break;
            case Memory<byte> bytes:
                writer.WriteBinary(bytes.Span);
                break;
            case ArraySegment<byte> bytes:
                writer.WriteBinary(bytes.AsSpan());
                break;
            case Enum member:
                WriteEnum(ref writer, member);
                break;
            case FileInfo or DirectoryInfo:
                writer.WriteString(KeyText.PathOf((FileSystemInfo)value));
                break;
            default:
                if (!TryWriteNumber(ref writer, value))
                {
                    WriteCollection(ref writer, value, path);
                }

                break;
        }
    }

    private static bool TryWriteNumber(ref MessagePackWriter writer, object value)
    {
        switch (value)
        {
            case int number:
                writer.WriteInt64(number);
                return true;
            case long number:
                writer.WriteInt64(number);
                return true;
            case double number:
                InteropCodecs.Double.Write(ref writer, number);
                return true;
            case float number:
                InteropCodecs.Single.Write(ref writer, number);
                return true;
            case Half number:
                InteropCodecs.Half.Write(ref writer, number);
                return true;
            case byte number:
                writer.WriteInt64(number);
                return true;
            case sbyte number:
                writer.WriteInt64(number);
                return true;
            case short number:
                writer.WriteInt64(number);
                return true;
            case ushort number:
                writer.WriteInt64(number);
                return true;
            case uint number:
                writer.WriteInt64(number);
                return true;
            case ulong number:
                writer.WriteUInt64(number);
                return true;
            case nint number:
                writer.WriteInt64(number);
                return true;
            case nuint number:
                writer.WriteUInt64(number);
                return true;
            case Int128 number:
                InteropCodecs.Int128.Write(ref writer, number);
                return true;
            case UInt128 number:
                InteropCodecs.UInt128.Write(ref writer, number);
                return true;
            case BigInteger number:
                InteropCodecs.BigInteger.Write(ref writer, number);
                return true;
            default:
                return false;
        }
    }

    private static void WriteEnum(ref MessagePackWriter writer, Enum member)
    {
        if (member.GetTypeCode() is TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64)
        {
            writer.WriteUInt64(Convert.ToUInt64(member, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteInt64(Convert.ToInt64(member, CultureInfo.InvariantCulture));
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
