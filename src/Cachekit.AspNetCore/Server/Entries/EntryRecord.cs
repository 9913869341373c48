using System.Buffers.Binary;

namespace Cachekit.AspNetCore;

/// <summary>
/// What the backend stores: 24 bytes, then the value. <c>CKSV</c>, version 1, a flag (1: the entry has a life), two bytes of zero, and the two
/// times as big-endian numbers, zero without a life.
/// </summary>
internal static class EntryRecord
{
    public const int HeaderSize = 24;

    private const byte Version = 1;
    private const byte HasLife = 1;

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static ReadOnlySpan<byte> Magic => "CKSV"u8;

    public static void WriteHeader(Span<byte> destination, EntryTimes times)
    {
        destination[..HeaderSize].Clear();
        Magic.CopyTo(destination);
        destination[4] = Version;
        destination[5] = times.IsPermanent ? (byte)0 : HasLife;
        BinaryPrimitives.WriteInt64BigEndian(destination[8..], times.FreshUntil);
        BinaryPrimitives.WriteInt64BigEndian(destination[16..], times.EvictAt);
    }

    /// <returns>Whether it is a record of this version; anything else counts as no entry.</returns>
    public static bool TryReadHeader(ReadOnlySpan<byte> record, out EntryTimes times)
    {
        times = default;
        if (record.Length < HeaderSize || !record.StartsWith(Magic) || record[4] != Version || record[5] > HasLife || (record[6] | record[7]) != 0)
        {
            return false;
        }

        times = new EntryTimes(BinaryPrimitives.ReadInt64BigEndian(record[8..]), BinaryPrimitives.ReadInt64BigEndian(record[16..]));
        return record[5] == 0
            ? times == EntryTimes.Permanent
            : times.FreshUntil > 0 && times.EvictAt <= LastSecond && times.StaleTtl is >= 0 and <= ServerLimits.MaxStaleTtl;
    }
}
