using System.Runtime.InteropServices;

namespace Cachekit.Local;

/// <summary>The sizes of a store, which every write changes, away from the fields that hits read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal sealed class StoreTotals
{
    [FieldOffset(56)]
    private long _count;

    [FieldOffset(64)]
    private long _bytes;

    public long Count => Volatile.Read(ref _count);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Counts an entry in. Needs the namespace's lock.</summary>
    public void Add(LocalEntry entry)
    {
        Volatile.Write(ref _count, _count + 1);
        Volatile.Write(ref _bytes, _bytes + entry.Size);
    }

    /// <summary>Counts an entry out. Needs the namespace's lock.</summary>
    public void Remove(LocalEntry entry)
    {
        Volatile.Write(ref _count, _count - 1);
        Volatile.Write(ref _bytes, _bytes - entry.Size);
    }
}
