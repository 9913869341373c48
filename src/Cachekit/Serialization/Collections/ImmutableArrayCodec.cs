using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cachekit.Serialization;

/// <summary>Immutable arrays, as an array; the default, which is not even empty, as nil.</summary>
internal sealed class ImmutableArrayCodec<T>(ValueCodec<T> element) : ValueCodec<ImmutableArray<T>>
{
    public override void Write(ref MessagePackWriter writer, ImmutableArray<T> value)
    {
        if (value.IsDefault)
        {
            writer.WriteNil();
            return;
        }

        Sequences.Write(ref writer, value.AsSpan(), element);
    }

    public override ImmutableArray<T> Read(ref MessagePackReader reader) =>
        reader.TryReadNil() ? default : ImmutableCollectionsMarshal.AsImmutableArray(Sequences.Read(ref reader, element));
}
