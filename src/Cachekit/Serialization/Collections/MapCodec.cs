namespace Cachekit.Serialization;

/// <summary>Any dictionary that is made from its pairs, as a map or nil.</summary>
/// <param name="key">The codec of a key.</param>
/// <param name="value">The codec of a value.</param>
/// <param name="create">Makes the dictionary; the last of several pairs with one key wins.</param>
internal sealed class MapCodec<TMap, TKey, TValue>(
    ValueCodec<TKey> key, ValueCodec<TValue> value, Func<KeyValuePair<TKey, TValue>[], TMap> create) : ValueCodec<TMap?>
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
        reader.TryReadNil() ? null : create(Maps.ReadPairs(ref reader, key, value));
}
