using System.Runtime.CompilerServices;

namespace Cachekit.Keys;

/// <summary>The one form of numbers that have several.</summary>
internal static class CanonicalNumber
{
    // The quiet NaN that other languages write; .NET's own has the sign bit set.
    private const ulong NaN = 0x7FF8000000000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CanonicalBits(double value) =>
        double.IsNaN(value) ? NaN : BitConverter.DoubleToUInt64Bits(value + 0.0);

    /// <summary>An index as one number: the complement when it counts from the end.</summary>
    public static int Signed(Index value) => value.IsFromEnd ? ~value.Value : value.Value;
}
