namespace Cachekit.Serialization;

/// <summary>A dictionary with text keys, written in the order of their code points and read in any order.</summary>
/// <param name="value">The codec of a value.</param>
/// <param name="reading">Reads the dictionary: the last of several pairs with one key wins.</param>
internal sealed class InteropMapCodec<TMap, TValue>(ValueCodec<TValue> value, ValueCodec<TMap> reading) : ValueCodec<TMap>
    where TMap : class?, IEnumerable<KeyValuePair<string, TValue>>?
{
    public override void Write(ref MessagePackWriter writer, TMap map)
    {
        if (map is null)
        {
            writer.WriteNil();
            return;
        }

        var pairs = InteropMap.Sorted(map);
        writer.Enter();
        writer.WriteMapHeader(pairs.Length);
        foreach (var pair in pairs)
        {
            writer.WriteString(pair.Key);
            value.Write(ref writer, pair.Value);
        }

        writer.Leave();
    }

    public override TMap Read(ref MessagePackReader reader) => reading.Read(ref reader);
}
