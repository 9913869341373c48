using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

internal sealed class KeyValuePairPart<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value) : KeyPart<KeyValuePair<TKey, TValue>>
{
    public override bool IsImmutable => key.IsImmutable && value.IsImmutable;

    internal override bool RefinesDefaultEquality => key.RefinesDefaultEquality && value.RefinesDefaultEquality;

    public override bool Equals(KeyValuePair<TKey, TValue> left, KeyValuePair<TKey, TValue> right) =>
        key.Equals(left.Key, right.Key) && value.Equals(left.Value, right.Value);

    public override void Hash(ref KeyHash hash, KeyValuePair<TKey, TValue> pair)
    {
        key.Hash(ref hash, pair.Key);
        value.Hash(ref hash, pair.Value);
    }

    public override KeyValuePair<TKey, TValue> Snapshot(KeyValuePair<TKey, TValue> pair) =>
        new(key.Snapshot(pair.Key)!, value.Snapshot(pair.Value)!);

    public override void Write(ref KeyWriter writer, KeyValuePair<TKey, TValue> pair)
    {
        writer.RefuseInterop(nameof(KeyValuePair));
        writer.WriteArrayHeader(2);
        key.Write(ref writer, pair.Key);
        value.Write(ref writer, pair.Value);
    }
}
