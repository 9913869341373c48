using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cachekit.Hashing;

internal static partial class XxHash3
{
    private const int StripeSize = 64;
    private const int SecretStep = 8;

    // Stripe by stripe the secret moves on by eight bytes, until its last 64 are reached: then the sums are scrambled and it starts anew.
    private const int BlockSize = 16 * StripeSize;
    private const int ScrambleSecret = 192 - StripeSize;
    private const int LastStripeSecret = ScrambleSecret - 7;
    private const int MergeSecret = 11;

    /// <summary>The widest loop that this machine has. The vector loops load words as they lie in memory: little-endian.</summary>
    internal static XxHash3Path BestPath =>
        !BitConverter.IsLittleEndian ? XxHash3Path.Scalar
        : Vector256.IsHardwareAccelerated ? XxHash3Path.Vector256
        : Vector128.IsHardwareAccelerated ? XxHash3Path.Vector128
        : XxHash3Path.Scalar;

    private static ulong HashStripes(ReadOnlySpan<byte> data, XxHash3Path path)
    {
        Span<ulong> sums = [Prime32C, Prime64A, Prime64B, Prime64C, Prime64D, Prime32B, Prime64E, Prime32A];
        var rest = data;
        while (rest.Length > BlockSize)
        {
            Accumulate(sums, rest[..BlockSize], Secret, path);
            Scramble(sums, path);
            rest = rest[BlockSize..];
        }

        // The last stripe is taken from the very end, whole, and may overlap; so a stripe that ends there is not taken here.
        var whole = (rest.Length - 1) / StripeSize * StripeSize;
        Accumulate(sums, rest[..whole], Secret, path);
        Accumulate(sums, data[^StripeSize..], Secret[LastStripeSecret..], path);

        var hash = (ulong)data.Length * Prime64A;
        for (var i = 0; i < sums.Length; i += 2)
        {
            hash += Fold(sums[i] ^ Read64(Secret, MergeSecret + (i * 8)), sums[i + 1] ^ Read64(Secret, MergeSecret + ((i + 1) * 8)));
        }

        return Avalanche(hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(Span<ulong> sums, ReadOnlySpan<byte> stripes, ReadOnlySpan<byte> secret, XxHash3Path path)
    {
        switch (path)
        {
            case XxHash3Path.Vector256:
                AccumulateVector256(sums, stripes, secret);
                break;
            case XxHash3Path.Vector128:
                AccumulateVector128(sums, stripes, secret);
                break;
            default:
                AccumulateScalar(sums, stripes, secret);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scramble(Span<ulong> sums, XxHash3Path path)
    {
        switch (path)
        {
            case XxHash3Path.Vector256:
                ScrambleVector256(sums, Secret.Slice(ScrambleSecret, StripeSize));
                break;
            case XxHash3Path.Vector128:
                ScrambleVector128(sums, Secret.Slice(ScrambleSecret, StripeSize));
                break;
            default:
                ScrambleScalar(sums, Secret.Slice(ScrambleSecret, StripeSize));
                break;
        }
    }

    private static void AccumulateScalar(Span<ulong> sums, ReadOnlySpan<byte> stripes, ReadOnlySpan<byte> secret)
    {
        for (; stripes.Length >= StripeSize; stripes = stripes[StripeSize..], secret = secret[SecretStep..])
        {
            for (var i = 0; i < 8; i++)
            {
                var word = Read64(stripes, i * 8);
                var keyed = word ^ Read64(secret, i * 8);
                sums[i ^ 1] += word;
                sums[i] += (ulong)(uint)keyed * (keyed >> 32);
            }
        }
    }

    private static void ScrambleScalar(Span<ulong> sums, ReadOnlySpan<byte> secret)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = (sums[i] ^ (sums[i] >> 47) ^ Read64(secret, i * 8)) * Prime32A;
        }
    }
}
