using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

internal sealed class ReadOnlyMemoryOfBytePart : KeyPart<ReadOnlyMemory<byte>>
{
    public static readonly ReadOnlyMemoryOfBytePart Instance = new();

    public override bool Equals(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    public override void Hash(ref KeyHash hash, ReadOnlyMemory<byte> value) => hash.Add(value.Span);

    public override ReadOnlyMemory<byte> Snapshot(ReadOnlyMemory<byte> value) => value.ToArray();

    public override void Write(ref KeyWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBinary(value.Span);
}
