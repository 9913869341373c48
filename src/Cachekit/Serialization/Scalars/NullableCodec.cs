namespace Cachekit.Serialization;

/// <summary>A value or nil.</summary>
/// <remarks>A codec that writes nil for a value of its own, such as the default immutable array, would lose that value here.</remarks>
internal sealed class NullableCodec<T>(ValueCodec<T> underlying) : ValueCodec<T?>
    where T : struct
{
    public override void Write(ref MessagePackWriter writer, T? value)
    {
        if (value.HasValue)
        {
            underlying.Write(ref writer, value.GetValueOrDefault());
        }
        else
        {
            writer.WriteNil();
        }
    }

    public override T? Read(ref MessagePackReader reader) => reader.TryReadNil() ? null : underlying.Read(ref reader);
}
