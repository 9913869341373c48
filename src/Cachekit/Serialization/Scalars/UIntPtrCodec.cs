using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="nuint"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UIntPtrCodec : ValueCodec<nuint>
{
    internal UIntPtrCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, nuint value) => writer.WriteUInt64(value);

    /// <inheritdoc/>
    public override nuint Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var value = reader.ReadUInt64();
        if (value > nuint.MaxValue)
        {
            SerializationErrors.IntegerOutOfRange("UIntPtr", start);
        }

        return (nuint)value;
    }
}
