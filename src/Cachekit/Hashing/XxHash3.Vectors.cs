using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cachekit.Hashing;

internal static partial class XxHash3
{
    private static void AccumulateVector256(Span<ulong> sums, ReadOnlySpan<byte> stripes, ReadOnlySpan<byte> secret)
    {
        var words = MemoryMarshal.Cast<byte, Vector256<ulong>>(stripes);
        var sum0 = Vector256.Create<ulong>(sums);
        var sum1 = Vector256.Create<ulong>(sums[4..]);
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            // A stripe is two vectors, and each stripe moves the secret on by eight bytes.
            var keys = secret.Slice(i * (SecretStep / 2), StripeSize);
            sum0 = Accumulate(sum0, words[i], Vector256.Create(keys).AsUInt64());
            sum1 = Accumulate(sum1, words[i + 1], Vector256.Create(keys[32..]).AsUInt64());
        }

        sum0.CopyTo(sums);
        sum1.CopyTo(sums[4..]);
    }

    private static void AccumulateVector128(Span<ulong> sums, ReadOnlySpan<byte> stripes, ReadOnlySpan<byte> secret)
    {
        var words = MemoryMarshal.Cast<byte, Vector128<ulong>>(stripes);
        var sum0 = Vector128.Create<ulong>(sums);
        var sum1 = Vector128.Create<ulong>(sums[2..]);
        var sum2 = Vector128.Create<ulong>(sums[4..]);
        var sum3 = Vector128.Create<ulong>(sums[6..]);
        for (var i = 0; i + 3 < words.Length; i += 4)
        {
            var keys = secret.Slice(i * (SecretStep / 4), StripeSize);
            sum0 = Accumulate(sum0, words[i], Vector128.Create(keys).AsUInt64());
            sum1 = Accumulate(sum1, words[i + 1], Vector128.Create(keys[16..]).AsUInt64());
            sum2 = Accumulate(sum2, words[i + 2], Vector128.Create(keys[32..]).AsUInt64());
            sum3 = Accumulate(sum3, words[i + 3], Vector128.Create(keys[48..]).AsUInt64());
        }

        sum0.CopyTo(sums);
        sum1.CopyTo(sums[2..]);
        sum2.CopyTo(sums[4..]);
        sum3.CopyTo(sums[6..]);
    }

    private static void ScrambleVector256(Span<ulong> sums, ReadOnlySpan<byte> secret)
    {
        for (var i = 0; i < sums.Length; i += Vector256<ulong>.Count)
        {
            var sum = Vector256.Create<ulong>(sums[i..]);
            sum ^= (sum >>> 47) ^ Vector256.Create(secret[(i * 8)..]).AsUInt64();
            var prime = Vector256.Create((ulong)Prime32A);
            (Multiply(sum, prime) + (Multiply(sum >>> 32, prime) << 32)).CopyTo(sums[i..]);
        }
    }

    private static void ScrambleVector128(Span<ulong> sums, ReadOnlySpan<byte> secret)
    {
        for (var i = 0; i < sums.Length; i += Vector128<ulong>.Count)
        {
            var sum = Vector128.Create<ulong>(sums[i..]);
            sum ^= (sum >>> 47) ^ Vector128.Create(secret[(i * 8)..]).AsUInt64();
            var prime = Vector128.Create((ulong)Prime32A);
            (Multiply(sum, prime) + (Multiply(sum >>> 32, prime) << 32)).CopyTo(sums[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Accumulate(Vector256<ulong> sum, Vector256<ulong> words, Vector256<ulong> secret)
    {
        var keyed = words ^ secret;
        return sum + SwapPairs(words) + Multiply(keyed, keyed >>> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Accumulate(Vector128<ulong> sum, Vector128<ulong> words, Vector128<ulong> secret)
    {
        var keyed = words ^ secret;
        return sum + Vector128.Shuffle(words, Vector128.Create(1UL, 0UL)) + Multiply(keyed, keyed >>> 32);
    }

    // Within each 128 bits: the general shuffle would cross them, which costs three cycles instead of one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> SwapPairs(Vector256<ulong> words) =>
        Avx2.IsSupported ? Avx2.Shuffle(words.AsUInt32(), 0b01_00_11_10).AsUInt64() : Vector256.Shuffle(words, Vector256.Create(1UL, 0UL, 3UL, 2UL));

    // The lower halves multiplied to whole words. There is one instruction for it almost everywhere, but no portable method.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> left, Vector256<ulong> right) => Avx2.IsSupported
        ? Avx2.Multiply(left.AsUInt32(), right.AsUInt32())
        : Vector256.Create(Multiply(left.GetLower(), right.GetLower()), Multiply(left.GetUpper(), right.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> left, Vector128<ulong> right)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.Multiply(left.AsUInt32(), right.AsUInt32());
        }

        if (AdvSimd.IsSupported)
        {
            return AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(left), AdvSimd.ExtractNarrowingLower(right));
        }

        var lower = Vector128.Create((ulong)uint.MaxValue);
        return (left & lower) * (right & lower);
    }
}
