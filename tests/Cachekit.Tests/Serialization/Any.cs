using System.Globalization;
using System.Numerics;
using System.Text;
using Cachekit.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Tests.Serialization;

/// <summary>Random values over the whole range of their type, with the edges where encodings change.</summary>
internal static class Any
{
    public static Gen<ulong> Bits { get; } = Gen.OneOf(
        Gen.Choose(0, ushort.MaxValue).Four().Select(t => ((ulong)t.Item1 << 48) | ((ulong)t.Item2 << 32) | ((ulong)t.Item3 << 16) | (uint)t.Item4),
        Gen.Choose(0, 63).Zip(Gen.Choose(-1, 1)).Select(t => unchecked((1UL << t.Item1) + (ulong)t.Item2)),
        Gen.Choose(0, 63).Zip(Gen.Choose(-1, 1)).Select(t => unchecked(0UL - (1UL << t.Item1) + (ulong)t.Item2)));

    public static Gen<long> Int64 { get; } = Bits.Select(b => unchecked((long)b));

    public static Gen<int> Int32 { get; } = Int64.Select(b => unchecked((int)b));

    public static Gen<double> Double { get; } = Gen.OneOf(
        Bits.Select(BitConverter.UInt64BitsToDouble),
        Gen.Elements(0.0, -0.0, 1.0, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue));

    public static Gen<string> String { get; } = Gen.OneOf(
        Gen.Choose(0, 300).SelectMany(n => Gen.Choose(' ', '~').ArrayOf(n)).Select(Text),
        Gen.Choose(0, 300).SelectMany(n => Scalar.ArrayOf(n)).Select(Text));

    public static Gen<string?> StringOrNull { get; } = Gen.OneOf(String.Select(s => (string?)s), Gen.Constant<string?>(null));

    public static Gen<decimal> Decimal { get; } = Bits.Zip(Int32).Zip(Gen.Choose(0, 28)).Select(t => new decimal(
        unchecked((int)t.Item1.Item1), unchecked((int)(t.Item1.Item1 >> 32)), t.Item1.Item2, (t.Item2 & 1) == 0, (byte)t.Item2));

    public static Gen<UInt128> UInt128 { get; } = Gen.OneOf(
        Bits.Zip(Bits).Select(t => new UInt128(t.Item1, t.Item2)),
        Bits.Select(b => (UInt128)b));

    public static Gen<BigInteger> BigInteger { get; } = Gen.OneOf(
        Int64.Select(v => (BigInteger)v),
        Bits.Select(v => (BigInteger)v),
        Bits.Zip(Int64).Zip(Gen.Choose(0, 200)).Select(t => ((BigInteger)t.Item1.Item1 * t.Item1.Item2) << t.Item2));

    public static Gen<Guid> Guid { get; } = Bits.Zip(Bits).Select(t =>
    {
        var bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes, t.Item1);
        BitConverter.TryWriteBytes(bytes.AsSpan(8), t.Item2);
        return new Guid(bytes);
    });

    /// <summary>Ticks of a <see cref="System.DateTime"/>: whole seconds, microseconds and single ticks.</summary>
    public static Gen<long> Ticks { get; } = Gen.OneOf(
        Bits.Select(b => (long)(b % (ulong)(DateTime.MaxValue.Ticks + 1))),
        Bits.Select(b => (long)(b % (ulong)DateTime.MaxValue.Ticks) / 10 * 10),
        Bits.Select(b => (long)(b % (ulong)DateTime.MaxValue.Ticks) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond),
        Gen.Elements(0, DateTime.MaxValue.Ticks, DateTime.UnixEpoch.Ticks));

    public static Gen<DateTimeOffset> DateTimeOffset { get; } = Ticks.Zip(Gen.Choose(-14 * 60, 14 * 60)).Select(t =>
    {
        var offset = TimeSpan.FromMinutes(t.Item2);
        var ticks = Math.Clamp(t.Item1, Math.Max(0, offset.Ticks), DateTime.MaxValue.Ticks + Math.Min(0, offset.Ticks));
        return new DateTimeOffset(ticks, offset);
    });

    private static Gen<int> Scalar => Gen.OneOf(Gen.Choose(0, 0x7f), Gen.Choose(0x80, 0xd7ff), Gen.Choose(0xe000, 0xffff), Gen.Choose(0x10000, 0x10ffff));

    /// <summary>Checks a property of random values; a failure names the value and the seed.</summary>
    public static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Check.One(Properties.Config, Prop.ForAll(values.ToArbitrary(), property));

    private static string Text(int[] scalars) =>
        scalars.Aggregate(new StringBuilder(), (text, scalar) => text.Append(CultureInfo.InvariantCulture, $"{new Rune(scalar)}")).ToString();
}
