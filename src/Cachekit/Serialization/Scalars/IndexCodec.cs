using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="Index"/> as an integer: <c>3</c> from the start, the complement of <c>3</c> for <c>^3</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IndexCodec : ValueCodec<Index>
{
    internal IndexCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Index value)
    {
        writer.WriteInt64(value.IsFromEnd ? ~value.Value : value.Value);
    }

    /// <inheritdoc/>
    public override Index Read(ref MessagePackReader reader)
    {
        var encoded = (int)reader.ReadInt64(int.MinValue, int.MaxValue, "Index");
        return encoded < 0 ? new Index(~encoded, fromEnd: true) : new Index(encoded);
    }
}
