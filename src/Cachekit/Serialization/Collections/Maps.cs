using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Cachekit.Serialization;

/// <summary>What all codecs of map-shaped values share. Where a key comes twice, the last one wins.</summary>
internal static class Maps
{
    public static void Write<TKey, TValue>(
        ref MessagePackWriter writer, IEnumerable<KeyValuePair<TKey, TValue>> pairs, ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull
    {
        var count = 0;
        if (pairs is ConcurrentDictionary<TKey, TValue> concurrent)
        {
            // Its count and its items belong together only in a snapshot.
            var snapshot = concurrent.ToArray();
            pairs = snapshot;
            count = snapshot.Length;
        }
        else if (!pairs.TryGetNonEnumeratedCount(out count))
        {
            var copy = new List<KeyValuePair<TKey, TValue>>(pairs);
            pairs = copy;
            count = copy.Count;
        }

        writer.Enter();
        writer.WriteMapHeader(count);
        var written = 0;
        foreach (var pair in pairs)
        {
            key.Write(ref writer, pair.Key);
            value.Write(ref writer, pair.Value);
            written++;
        }

        if (written != count)
        {
            SerializationErrors.ChangedWhileWriting(pairs.GetType());
        }

        writer.Leave();
    }

    public static Dictionary<TKey, TValue> Read<TKey, TValue>(ref MessagePackReader reader, ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull
    {
        reader.Enter();
        var count = reader.ReadMapHeader();
        var entrySize = Unsafe.SizeOf<KeyValuePair<TKey, TValue>>() + (3 * sizeof(int));
        var map = new Dictionary<TKey, TValue>(Capacity.For(count, reader.Remaining, entrySize));
        for (var i = 0; i < count; i++)
        {
            map[ReadKey(ref reader, key)] = value.Read(ref reader);
        }

        reader.Leave();
        return map;
    }

    /// <summary>Reads the pairs in their order, for maps that need no hash codes of their keys.</summary>
    public static KeyValuePair<TKey, TValue>[] ReadPairs<TKey, TValue>(
        ref MessagePackReader reader, ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull
    {
        reader.Enter();
        var count = reader.ReadMapHeader();
        if (count == 0)
        {
            reader.Leave();
            return [];
        }

        var pairs = new KeyValuePair<TKey, TValue>[Capacity.For<KeyValuePair<TKey, TValue>>(count, reader.Remaining)];
        for (var i = 0; i < count; i++)
        {
            if (i == pairs.Length)
            {
                Array.Resize(ref pairs, (int)Math.Min(count, 2L * pairs.Length));
            }

            pairs[i] = new(ReadKey(ref reader, key), value.Read(ref reader));
        }

        reader.Leave();
        return pairs;
    }

    private static TKey ReadKey<TKey>(ref MessagePackReader reader, ValueCodec<TKey> key)
        where TKey : notnull
    {
        var start = reader.Position;
        var value = key.Read(ref reader);
        if (value is null)
        {
            SerializationErrors.Invalid("The key of a map is nil", start);
        }

        return value;
    }
}
