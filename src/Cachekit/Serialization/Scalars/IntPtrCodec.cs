using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="nint"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IntPtrCodec : ValueCodec<nint>
{
    internal IntPtrCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, nint value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override nint Read(ref MessagePackReader reader) => (nint)reader.ReadInt64(nint.MinValue, nint.MaxValue, "IntPtr");
}
