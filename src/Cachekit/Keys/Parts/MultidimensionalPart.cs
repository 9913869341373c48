using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for arrays of several dimensions: the pair of their lengths and all elements.</summary>
internal sealed class MultidimensionalPart<TArray, T>(KeyPart<T> element) : KeyPart<TArray>
    where TArray : class
{
    public override bool Equals(TArray? left, TArray? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null)
        {
            return false;
        }

        var (first, second) = ((Array)(object)left, (Array)(object)right);
        for (var i = 0; i < first.Rank; i++)
        {
            if (first.GetLength(i) != second.GetLength(i))
            {
                return false;
            }
        }

        return Elements.EqualSpans<T>(element, All(first), All(second));
    }

    public override void Hash(ref KeyHash hash, TArray? value)
    {
        if (value is null)
        {
            hash.AddNull();
            return;
        }

        var array = (Array)(object)value;
        for (var i = 0; i < array.Rank; i++)
        {
            hash.Add(array.GetLength(i));
        }

        Elements.HashSpan<T>(element, ref hash, All(array));
    }

    public override TArray? Snapshot(TArray? value)
    {
        if (value is null)
        {
            return null;
        }

        var copy = (Array)((Array)(object)value).Clone();
        Elements.SnapshotSpan(element, All(copy));
        return (TArray)(object)copy;
    }

    public override void Write(ref KeyWriter writer, TArray? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.RefuseInterop("array of several dimensions");
        var array = (Array)(object)value;
        writer.WriteArrayHeader(2);
        writer.WriteArrayHeader(array.Rank);
        for (var i = 0; i < array.Rank; i++)
        {
            writer.Write(array.GetLength(i));
        }

        Elements.WriteSpan<T>(element, ref writer, All(array));
    }

    private static Span<T> All(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
