using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Cachekit.Pipeline;

namespace Cachekit.Invalidation;

/// <summary>What one process tells the others: what is invalid, and since when.</summary>
/// <remarks>
/// <para>
/// 28 bytes and eight more for each target, all numbers big-endian: version, kind, source (8), stamp (8), scope (8), count (2), targets. The source is a random number
/// of the sender, so that it knows its own messages. Targets are hashes: of the text keys of entries, whose method is the scope, or of the keys of markers. No argument is in
/// it, and every message has a size that its count says.
/// </para>
/// <para>Whoever can reach the backend can send one. A forged message makes entries go and nothing else; one of another form is dropped.</para>
/// </remarks>
internal readonly ref struct InvalidationMessage
{
    /// <summary>The largest message.</summary>
    internal const int MaxSize = 4096;

    /// <summary>The most targets of one message.</summary>
    internal const int MaxTargets = (MaxSize - HeaderSize) / sizeof(ulong);

    private const byte Version = 0x01;
    private const int SourceAt = 2;
    private const int StampAt = 10;
    private const int ScopeAt = 18;
    private const int CountAt = 26;
    private const int HeaderSize = 28;

    private readonly ReadOnlySpan<byte> _targets;

    private InvalidationMessage(ReadOnlySpan<byte> bytes)
    {
        Kind = (InvalidationKind)bytes[1];
        Source = BinaryPrimitives.ReadUInt64BigEndian(bytes[SourceAt..]);
        Stamp = BinaryPrimitives.ReadInt64BigEndian(bytes[StampAt..]);
        Scope = BinaryPrimitives.ReadUInt64BigEndian(bytes[ScopeAt..]);
        _targets = bytes[HeaderSize..];
    }

    internal InvalidationKind Kind { get; }

    /// <summary>Who sent it.</summary>
    internal ulong Source { get; }

    /// <summary>What is older than this is invalid.</summary>
    internal long Stamp { get; }

    /// <summary>The method of entries; 0 for the other kinds.</summary>
    internal ulong Scope { get; }

    /// <summary>The number of targets, at least one.</summary>
    internal int Count => _targets.Length / sizeof(ulong);

    /// <summary>A target.</summary>
    internal ulong this[int index] => BinaryPrimitives.ReadUInt64BigEndian(_targets[(index * sizeof(ulong))..]);

    /// <summary>Writes a message.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="source">The sender.</param>
    /// <param name="stamp">What is older is invalid.</param>
    /// <param name="scope">The method of entries; 0 for the other kinds.</param>
    /// <param name="targets">1 to <see cref="MaxTargets"/> targets.</param>
    internal static byte[] Create(InvalidationKind kind, ulong source, long stamp, ulong scope, ReadOnlySpan<ulong> targets)
    {
        ArgumentOutOfRangeException.ThrowIfZero(targets.Length, nameof(targets));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(targets.Length, MaxTargets, nameof(targets));
        var bytes = new byte[HeaderSize + (targets.Length * sizeof(ulong))];
        bytes[0] = Version;
        bytes[1] = (byte)kind;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(SourceAt), source);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(StampAt), stamp);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(ScopeAt), scope);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(CountAt), (ushort)targets.Length);
        for (var i = 0; i < targets.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(HeaderSize + (i * sizeof(ulong))), targets[i]);
        }

        return bytes;
    }

    /// <summary>Reads a message that nobody vouches for.</summary>
    /// <returns><see langword="false"/> when it is none of this version.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out InvalidationMessage message)
    {
        message = default;
        if (bytes.Length is < HeaderSize + sizeof(ulong) or > MaxSize
            || bytes[0] != Version
            || !IsKind(bytes[1])
            || bytes.Length != HeaderSize + (BinaryPrimitives.ReadUInt16BigEndian(bytes[CountAt..]) * sizeof(ulong)))
        {
            return false;
        }

        var read = new InvalidationMessage(bytes);
        if (!StampClock.IsPlausible(read.Stamp) || (read.Kind is not InvalidationKind.Entries && read.Scope != 0))
        {
            return false;
        }

        message = read;
        return true;
    }

    [SuppressMessage("Style", "IDE0078:Use pattern matching", Justification = "A range of an enum's numbers reads better as one.")]
    private static bool IsKind(byte kind) => kind >= (byte)InvalidationKind.Entries && kind <= (byte)InvalidationKind.Tags;
}
