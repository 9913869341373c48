using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cachekit.Benchmarks.Local;

/// <summary>A key as the generator writes it: two arguments, and a keyed hash that folds multiplications.</summary>
public readonly struct UserKey(int id, string region) : IEquatable<UserKey>
{
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private readonly string _region = region;
    private readonly int _id = id;

    public static bool operator ==(UserKey left, UserKey right) => left.Equals(right);

    public static bool operator !=(UserKey left, UserKey right) => !left.Equals(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(UserKey other) => _id == other._id && string.Equals(_region, other._region);

    public override bool Equals(object? obj) => obj is UserKey other && Equals(other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override int GetHashCode()
    {
        var hash = Fold(Seed ^ (uint)_id, 0x9E3779B97F4A7C15);
        var text = MemoryMarshal.AsBytes(_region.AsSpan());
        if (text.Length is >= 8 and <= 32)
        {
            // Overlapping reads from both ends cover every length without a loop.
            ref var start = ref MemoryMarshal.GetReference(text);
            var length = (nuint)text.Length;
            var half = length >> 4 << 3;
            hash = Fold(hash ^ Read(ref start, 0), 0xD6E8FEB86659FD93 ^ Read(ref start, length - 8));
            hash = Fold(hash ^ Read(ref start, half), 0xA0761D6478BD642F ^ Read(ref start, length - 8 - half));
        }
        else
        {
            hash ^= (uint)(_region?.GetHashCode(StringComparison.Ordinal) ?? 0);
        }

        return (int)(hash ^ (hash >> 32));
    }

    private static ulong Read(ref byte start, nuint offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref start, offset));

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
