using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cachekit.Serialization;

/// <summary>Arrays of several dimensions: an array of the lengths and one of the items in row-major order, or nil.</summary>
internal abstract class MultiDimensionalCodec<TArray, T>(int rank, ValueCodec<T> element) : ValueCodec<TArray?>
    where TArray : class
{
    public sealed override void Write(ref MessagePackWriter writer, TArray? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        var array = (Array)(object)value;
        writer.Enter();
        writer.WriteArrayHeader(2);
        writer.Enter();
        writer.WriteArrayHeader(rank);
        for (var i = 0; i < rank; i++)
        {
            if (array.GetLowerBound(i) != 0)
            {
                SerializationErrors.NonZeroLowerBound(typeof(TArray));
            }

            writer.WriteInt64(array.GetLength(i));
        }

        writer.Leave();
        Sequences.Write(ref writer, (ReadOnlySpan<T>)Items(array), element);
        writer.Leave();
    }

    public sealed override TArray? Read(ref MessagePackReader reader)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        reader.Enter();
        Sequences.ReadFixedHeader(ref reader, 2, "lengths and items: an array of arrays");
        var start = reader.Position;
        Span<int> lengths = stackalloc int[4];
        lengths = lengths[..rank];
        var total = ReadLengths(ref reader, lengths);

        // The items come first: only as many as there really are get memory.
        var items = Sequences.Read(ref reader, element);
        if (total != (ulong)items.Length)
        {
            SerializationErrors.Invalid("The lengths do not match the number of items", start);
        }

        var value = Create(lengths);
        items.CopyTo(Items((Array)(object)value));
        reader.Leave();
        return value;
    }

    protected abstract TArray Create(ReadOnlySpan<int> lengths);

    private static Span<T> Items(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private ulong ReadLengths(ref MessagePackReader reader, scoped Span<int> lengths)
    {
        reader.Enter();
        Sequences.ReadFixedHeader(ref reader, rank, "array lengths");
        ulong total = 1;
        for (var i = 0; i < rank; i++)
        {
            var start = reader.Position;
            lengths[i] = (int)reader.ReadInt64(0, Array.MaxLength, "the length of an array");

            // Both factors have at most 32 bits, so this cannot wrap. The runtime refuses longer dimensions and larger products even
            // where another length is zero, and calls that out of memory.
            total *= (uint)lengths[i];
            if (total > uint.MaxValue)
            {
                SerializationErrors.IntegerOutOfRange("the length of an array", start);
            }
        }

        reader.Leave();
        return total;
    }
}
