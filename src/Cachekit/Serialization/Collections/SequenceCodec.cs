namespace Cachekit.Serialization;

/// <summary>Any collection that is made from an array of its items, as an array or nil.</summary>
/// <param name="element">The codec of an item.</param>
/// <param name="create">Makes the collection; it may keep the array.</param>
internal sealed class SequenceCodec<TCollection, T>(ValueCodec<T> element, Func<T[], TCollection> create) : ValueCodec<TCollection?>
    where TCollection : class, IEnumerable<T>
{
    public override void Write(ref MessagePackWriter writer, TCollection? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        Sequences.Write(ref writer, value, element);
    }

    public override TCollection? Read(ref MessagePackReader reader) =>
        reader.TryReadNil() ? null : create(Sequences.Read(ref reader, element));
}
