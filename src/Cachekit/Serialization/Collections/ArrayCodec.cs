namespace Cachekit.Serialization;

/// <summary>Arrays of one dimension, as an array or nil.</summary>
internal sealed class ArrayCodec<T>(ValueCodec<T> element) : ValueCodec<T[]?>
{
    public override void Write(ref MessagePackWriter writer, T[]? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        Sequences.Write(ref writer, new ReadOnlySpan<T>(value), element);
    }

    public override T[]? Read(ref MessagePackReader reader) => reader.TryReadNil() ? null : Sequences.Read(ref reader, element);
}
