using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Cachekit.Serialization;

/// <summary>What all codecs of array-shaped values share.</summary>
internal static class Sequences
{
    public static void Write<T>(ref MessagePackWriter writer, ReadOnlySpan<T> items, ValueCodec<T> element)
    {
        writer.Enter();
        writer.WriteArrayHeader(items.Length);
        foreach (var item in items)
        {
            element.Write(ref writer, item);
        }

        writer.Leave();
    }

    public static void Write<T>(ref MessagePackWriter writer, IEnumerable<T> items, ValueCodec<T> element)
    {
        switch (items)
        {
            case T[] array:
                Write(ref writer, new ReadOnlySpan<T>(array), element);
                break;
            case List<T> list:
                Write(ref writer, CollectionsMarshal.AsSpan(list), element);
                break;
            case IProducerConsumerCollection<T> concurrent:
                // Its count and its items belong together only in a snapshot.
                Write(ref writer, new ReadOnlySpan<T>(concurrent.ToArray()), element);
                break;
            default:
                if (items.TryGetNonEnumeratedCount(out var count))
                {
                    WriteCounted(ref writer, count, items, element);
                }
                else
                {
                    Write(ref writer, CollectionsMarshal.AsSpan(new List<T>(items)), element);
                }

                break;
        }
    }

    public static T[] Read<T>(ref MessagePackReader reader, ValueCodec<T> element)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        if (count == 0)
        {
            reader.Leave();
            return [];
        }

        var items = new T[Capacity.For<T>(count, reader.Remaining)];
        for (var i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                Array.Resize(ref items, (int)Math.Min(count, 2L * items.Length));
            }

            items[i] = element.Read(ref reader);
        }

        reader.Leave();
        return items;
    }

    /// <summary>Reads the header of an array that always has the same number of items.</summary>
    public static void ReadFixedHeader(ref MessagePackReader reader, int expected, string what)
    {
        var start = reader.Position;
        if (reader.ReadArrayHeader() != expected)
        {
            SerializationErrors.Invalid($"The array is not {what} of {expected} items", start);
        }
    }

    public static T[] Reversed<T>(T[] items)
    {
        Array.Reverse(items);
        return items;
    }

    private static void WriteCounted<T>(ref MessagePackWriter writer, int count, IEnumerable<T> items, ValueCodec<T> element)
    {
        writer.Enter();
        writer.WriteArrayHeader(count);
        var written = 0;
        foreach (var item in items)
        {
            element.Write(ref writer, item);
            written++;
        }

        if (written != count)
        {
            SerializationErrors.ChangedWhileWriting(items.GetType());
        }

        writer.Leave();
    }
}
