using System.Buffers.Binary;

namespace Cachekit.Backends;

/// <summary>
/// The 14 bytes in front of a payload: magic <c>CK</c>, version 1, a reserved byte, two bytes of flags, and the second at which the
/// entry expires (0: never), big-endian.
/// </summary>
internal static class EntryHeader
{
    public const int Size = 14;
    public const int ExpiryOffset = 6;
    public const int ExpirySize = 8;
    public const ulong Never = 0;

    private const byte Version = 1;

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static void Write(Span<byte> destination, ulong expiry)
    {
        destination[..ExpiryOffset].Clear();
        destination[0] = (byte)'C';
        destination[1] = (byte)'K';
        destination[2] = Version;
        WriteExpiry(destination[ExpiryOffset..], expiry);
    }

    public static void WriteExpiry(Span<byte> destination, ulong expiry) => BinaryPrimitives.WriteUInt64BigEndian(destination, expiry);

    /// <summary>Decides what a file is. The order is part of the format: what is kept for newer readers is kept when it has expired, too.</summary>
    /// <param name="start">The start of the file, read in one call; fewer bytes than a header only where the file has no more.</param>
    /// <param name="now">The reader's clock.</param>
    /// <param name="expiry">The second of expiry; 0 when there is none or the file is no entry.</param>
    public static EntryVerdict Judge(ReadOnlySpan<byte> start, DateTimeOffset now, out ulong expiry)
    {
        expiry = Never;
        if (start.Length < Size || start[0] != 'C' || start[1] != 'K' || start[2] != Version)
        {
            return EntryVerdict.Corrupt;
        }

        if ((start[3] | start[4] | start[5]) != 0)
        {
            return EntryVerdict.Preserve;
        }

        expiry = BinaryPrimitives.ReadUInt64BigEndian(start[ExpiryOffset..]);
        return expiry != Never && Seconds(now) >= expiry ? EntryVerdict.Expired : EntryVerdict.Live;
    }

    /// <summary>The second of expiry for a life that begins now.</summary>
    /// <remarks>
    /// The current second counts from its start and a broken life is rounded up to whole seconds, so that every SDK writes the same
    /// number. A life of whole seconds never lasts longer than asked, and ends less than a second early.
    /// </remarks>
    public static ulong ExpiryFor(TimeSpan? ttl, DateTimeOffset now) =>
        ttl is { } life ? Seconds(now) + (ulong)Math.Ceiling(life.TotalSeconds) : Never;

    /// <summary>The remaining life of a live entry, to the fraction of a second; never more than what the calendar holds.</summary>
    public static TimeSpan? Remaining(ulong expiry, DateTimeOffset now) => expiry switch
    {
        Never => null,
        _ when expiry >= (ulong)LastSecond => DateTimeOffset.MaxValue - now,
        _ => DateTimeOffset.FromUnixTimeSeconds((long)expiry) - now,
    };

    /// <summary>The remaining life in whole seconds, the running one included: at least 1 while the entry lives.</summary>
    public static TimeSpan? RemainingSeconds(ulong expiry, DateTimeOffset now) =>
        expiry == Never ? null : TimeSpan.FromSeconds((double)(Math.Min(expiry, (ulong)LastSecond) - Seconds(now)));

    private static ulong Seconds(DateTimeOffset time) => (ulong)Math.Max(0, time.ToUnixTimeSeconds());
}
