using System.Globalization;
using System.Numerics;
using Cachekit.CompilerServices;
using Cachekit.Serialization;

namespace Cachekit.Keys;

/// <summary>Writes arguments whose types are known at run time only, in the same form as generated code writes typed ones.</summary>
internal static class InteropArguments
{
    public static void Write(ref KeyWriter writer, ReadOnlySpan<object?> arguments)
    {
        var path = new InteropPath("arguments");
        writer.Place = path;
        writer.WriteArrayHeader(arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
        {
            path.Push(i);
            Write(ref writer, arguments[i], path);
            path.Pop();
        }
    }

    private static void Write(ref KeyWriter writer, object? value, InteropPath path)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case string text:
                writer.Write(text);
                break;
            case bool boolean:
                writer.Write(boolean);
                break;
            case char character:
                writer.Write(character);
                break;
            case Guid guid:
                writer.Write(guid);
                break;
            case decimal number:
                writer.Write(number);
                break;
            case DateTimeOffset instant:
                writer.Write(instant);
                break;
            case DateTime instant:
                writer.Write(instant);
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
                writer.Write((FileSystemInfo)value);
                break;
            default:
                if (!TryWriteNumber(ref writer, value))
                {
                    WriteCollection(ref writer, value, path);
                }

                break;
        }
    }

    private static bool TryWriteNumber(ref KeyWriter writer, object value)
    {
        switch (value)
        {
            case int number:
                writer.Write(number);
                return true;
            case long number:
                writer.Write(number);
                return true;
            case double number:
                writer.Write(number);
                return true;
            case float number:
                writer.Write(number);
                return true;
            case Half number:
                writer.Write(number);
                return true;
            case byte number:
                writer.Write(number);
                return true;
            case sbyte number:
                writer.Write(number);
                return true;
            case short number:
                writer.Write(number);
                return true;
            case ushort number:
                writer.Write(number);
                return true;
            case uint number:
                writer.Write(number);
                return true;
            case ulong number:
                writer.Write(number);
                return true;
            case nint number:
                writer.Write(number);
                return true;
            case nuint number:
                writer.Write(number);
                return true;
            case Int128 number:
                writer.Write(number);
                return true;
            case UInt128 number:
                writer.Write(number);
                return true;
            case BigInteger number:
                writer.Write(number);
                return true;
            default:
                return false;
        }
    }

    private static void WriteEnum(ref KeyWriter writer, Enum member)
    {
        if (member.GetTypeCode() is TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64)
        {
            writer.Write(Convert.ToUInt64(member, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.Write(Convert.ToInt64(member, CultureInfo.InvariantCulture));
        }
    }

    private static void WriteCollection(ref KeyWriter writer, object value, InteropPath path)
    {
        writer.EnterCollection();
        if (InteropShapes.TryPairs(value, out var pairs))
        {
            WriteMap(ref writer, pairs, path);
        }
        else if (InteropShapes.TryItems(value, out var items, out var isSet))
        {
            if (isSet)
            {
                WriteSet(ref writer, items, path);
            }
            else
            {
                WriteSequence(ref writer, items, path);
            }
        }
        else
        {
            throw KeyErrors.NotInterop(writer.Where, InteropShapes.Name(value));
        }

        writer.LeaveCollection();
    }

    private static void WriteSequence(ref KeyWriter writer, List<object?> items, InteropPath path)
    {
        writer.WriteArrayHeader(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            path.Push(i);
            Write(ref writer, items[i], path);
            path.Pop();
        }
    }

    private static void WriteSet(ref KeyWriter writer, List<object?> items, InteropPath path)
    {
        var ranges = new KeyRange[items.Count];
        var start = writer.Mark();
        for (var i = 0; i < items.Count; i++)
        {
            var mark = writer.Mark();
            path.Push(i);
            Write(ref writer, items[i], path);
            path.Pop();
            var length = writer.Mark() - mark;
            ranges[i] = new(mark, length, mark, length);
        }

        writer.CompleteSet(ranges, start);
    }

    private static void WriteMap(ref KeyWriter writer, List<KeyValuePair<object, object?>> pairs, InteropPath path)
    {
        var ranges = new KeyRange[pairs.Count];
        var start = writer.Mark();
        for (var i = 0; i < pairs.Count; i++)
        {
            if (pairs[i].Key is not string key)
            {
                throw KeyErrors.NonStringKey(writer.Where);
            }

            var mark = writer.Mark();
            writer.Write(key);
            var sortMark = writer.SkipStringHeader(mark);
            var sortLength = writer.Mark() - sortMark;
            path.Push(key);
            Write(ref writer, pairs[i].Value, path);
            path.Pop();
            ranges[i] = new(mark, writer.Mark() - mark, sortMark, sortLength);
        }

        writer.CompleteMap(ranges, start, isMap: true);
    }
}
