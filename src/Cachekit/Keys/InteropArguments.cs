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
        switch (InteropShapes.Simplify(value))
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
            case long number:
                writer.Write(number);
                break;
            case ulong number:
                writer.Write(number);
                break;
            case Int128 number:
                writer.Write(number);
                break;
            case UInt128 number:
                writer.Write(number);
                break;
            case BigInteger number:
                writer.Write(number);
                break;
            case double number:
                writer.Write(number);
                break;
            case decimal number:
                writer.Write(number);
                break;
            case char character:
                writer.Write(character);
                break;
            case Guid guid:
                writer.Write(guid);
                break;
            case DateTimeOffset instant:
                writer.Write(instant);
                break;
            case DateTime instant:
                writer.Write(instant);
                break;
            case ReadOnlyMemory<byte> bytes:
                writer.WriteBinary(bytes.Span);
                break;
            case var other:
                WriteCollection(ref writer, other, path);
                break;
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
