using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

internal sealed class ArraySegmentOfBytePart : KeyPart<ArraySegment<byte>>
{
    public static readonly ArraySegmentOfBytePart Instance = new();

    public override bool Equals(ArraySegment<byte> left, ArraySegment<byte> right) => left.AsSpan().SequenceEqual(right.AsSpan());

    public override void Hash(ref KeyHash hash, ArraySegment<byte> value) => hash.Add((ReadOnlySpan<byte>)value.AsSpan());

    public override ArraySegment<byte> Snapshot(ArraySegment<byte> value) => new(value.AsSpan().ToArray());

    public override void Write(ref KeyWriter writer, ArraySegment<byte> value) => writer.WriteBinary(value.AsSpan());
}
