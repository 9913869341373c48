namespace Cachekit.Serialization;

/// <summary>Dictionaries, and everything that is made from one, as a map or nil.</summary>
/// <param name="key">The codec of a key.</param>
/// <param name="value">The codec of a value.</param>
/// <param name="create">Makes the result from a dictionary that nobody else has.</param>
internal sealed class DictionaryCodec<TMap, TKey, TValue>(
    ValueCodec<TKey> key, ValueCodec<TValue> value, Func<Dictionary<TKey, TValue>, TMap> create) : ValueCodec<TMap?>
    where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public override void Write(ref MessagePackWriter writer, TMap? map)
    {
        if (map is null)
        {
            writer.WriteNil();
            return;
        }

        Maps.Write(ref writer, map, key, value);
    }

    public override TMap? Read(ref MessagePackReader reader) =>
        reader.TryReadNil() ? null : create(Maps.Read(ref reader, key, value));
}
