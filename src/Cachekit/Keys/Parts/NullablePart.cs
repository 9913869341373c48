using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

internal sealed class NullablePart<T>(KeyPart<T> part) : KeyPart<T?>
    where T : struct
{
    public override bool IsImmutable => part.IsImmutable;

    internal override bool RefinesDefaultEquality => part.RefinesDefaultEquality;

    public override bool Equals(T? left, T? right) => left is { } first
        ? right is { } second && part.Equals(first, second)
        : right is null;

    public override void Hash(ref KeyHash hash, T? value)
    {
        if (value is { } present)
        {
            hash.AddPresent();
            part.Hash(ref hash, present);
        }
        else
        {
            hash.AddNull();
        }
    }

    public override T? Snapshot(T? value) => value is { } present ? part.Snapshot(present) : null;

    public override void Write(ref KeyWriter writer, T? value)
    {
        if (value is { } present)
        {
            part.Write(ref writer, present);
        }
        else
        {
            writer.WriteNil();
        }
    }
}
