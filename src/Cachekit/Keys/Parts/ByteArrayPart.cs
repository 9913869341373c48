using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

internal sealed class ByteArrayPart : KeyPart<byte[]>
{
    public static readonly ByteArrayPart Instance = new();

    public override bool Equals(byte[]? left, byte[]? right) => ReferenceEquals(left, right) || (left is not null && right is not null && left.AsSpan().SequenceEqual(right));

    public override void Hash(ref KeyHash hash, byte[]? value)
    {
        if (value is null)
        {
            hash.AddNull();
        }
        else
        {
            hash.Add(value.AsSpan());
        }
    }

    public override byte[]? Snapshot(byte[]? value) => value?.AsSpan().ToArray();

    public override void Write(ref KeyWriter writer, byte[]? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteBinary(value);
        }
    }
}
