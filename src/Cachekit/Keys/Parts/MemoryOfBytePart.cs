using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

internal sealed class MemoryOfBytePart : KeyPart<Memory<byte>>
{
    public static readonly MemoryOfBytePart Instance = new();

    public override bool Equals(Memory<byte> left, Memory<byte> right) => left.Span.SequenceEqual(right.Span);

    public override void Hash(ref KeyHash hash, Memory<byte> value) => hash.Add((ReadOnlySpan<byte>)value.Span);

    public override Memory<byte> Snapshot(Memory<byte> value) => value.ToArray();

    public override void Write(ref KeyWriter writer, Memory<byte> value) => writer.WriteBinary(value.Span);
}
