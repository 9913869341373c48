namespace Cachekit.Serialization;

/// <summary><see cref="char"/> as a text of one character.</summary>
internal sealed class InteropCharCodec : ValueCodec<char>
{
    public override void Write(ref MessagePackWriter writer, char value) => writer.WriteString(new ReadOnlySpan<char>(in value));

    public override char Read(ref MessagePackReader reader)
    {
        if (reader.NextType != MessagePackType.String)
        {
            SerializationErrors.InvalidText("one character", reader.Position);
        }

        return Codecs.Char.Read(ref reader);
    }
}
