using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="Range"/> as an array of its two indices.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RangeCodec : ValueCodec<Range>
{
    internal RangeCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Range value)
    {
        writer.Enter();
        writer.WriteArrayHeader(2);
        Codecs.Index.Write(ref writer, value.Start);
        Codecs.Index.Write(ref writer, value.End);
        writer.Leave();
    }

    /// <inheritdoc/>
    public override Range Read(ref MessagePackReader reader)
    {
        reader.Enter();
        Sequences.ReadFixedHeader(ref reader, 2, "a range");
        var value = new Range(Codecs.Index.Read(ref reader), Codecs.Index.Read(ref reader));
        reader.Leave();
        return value;
    }
}
