namespace Cachekit.Serialization;

/// <summary>Pairs, as an array of two.</summary>
internal sealed class KeyValuePairCodec<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value) : ValueCodec<KeyValuePair<TKey, TValue>>
{
    public override void Write(ref MessagePackWriter writer, KeyValuePair<TKey, TValue> pair)
    {
        writer.Enter();
        writer.WriteArrayHeader(2);
        key.Write(ref writer, pair.Key);
        value.Write(ref writer, pair.Value);
        writer.Leave();
    }

    public override KeyValuePair<TKey, TValue> Read(ref MessagePackReader reader)
    {
        reader.Enter();
        Sequences.ReadFixedHeader(ref reader, 2, "a pair: one");
        var pair = new KeyValuePair<TKey, TValue>(key.Read(ref reader), value.Read(ref reader));
        reader.Leave();
        return pair;
    }
}
