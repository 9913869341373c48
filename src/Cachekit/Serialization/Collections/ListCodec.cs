using System.Runtime.InteropServices;

namespace Cachekit.Serialization;

/// <summary>Lists, as an array or nil.</summary>
internal sealed class ListCodec<T>(ValueCodec<T> element) : ValueCodec<List<T>?>
{
    public override void Write(ref MessagePackWriter writer, List<T>? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        Sequences.Write(ref writer, (ReadOnlySpan<T>)CollectionsMarshal.AsSpan(value), element);
    }

    public override List<T>? Read(ref MessagePackReader reader)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        reader.Enter();
        var count = reader.ReadArrayHeader();
        var list = new List<T>(Capacity.For<T>(count, reader.Remaining));
        for (var i = 0; i < count; i++)
        {
            list.Add(element.Read(ref reader));
        }

        reader.Leave();
        return list;
    }
}
