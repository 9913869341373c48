using System.Runtime.InteropServices;

namespace Cachekit.Local;

/// <summary>What every hit reads of its namespace, on cache lines of its own: writers change the fields around it all the time.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal sealed class HitView
{
    [FieldOffset(64)]
    private long _invalidatedEpoch;

    [FieldOffset(72)]
    private long _period = 1;

    /// <summary>Entries of this epoch and of earlier ones are not served.</summary>
    public long InvalidatedEpoch
    {
        get => Volatile.Read(ref _invalidatedEpoch);
        set => Volatile.Write(ref _invalidatedEpoch, value);
    }

    /// <summary>The period that hits stamp on their entries. It goes on with the entries that come in, some dozen times per turnover.</summary>
    public long Period
    {
        get => Volatile.Read(ref _period);
        set => Volatile.Write(ref _period, value);
    }
}
