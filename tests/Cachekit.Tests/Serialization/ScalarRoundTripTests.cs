using System.Text;
using Cachekit.Serialization;
using FsCheck.Fluent;

namespace Cachekit.Tests.Serialization;

public sealed class ScalarRoundTripTests
{
    [Fact]
    public void Integers_ComeBack()
    {
        Any.Holds(Any.Bits, b => Same(Codecs.Boolean, (b & 1) == 1));
        Any.Holds(Any.Bits, b => Same(Codecs.SByte, unchecked((sbyte)b)) && Same(Codecs.Byte, unchecked((byte)b)));
        Any.Holds(Any.Bits, b => Same(Codecs.Int16, unchecked((short)b)) && Same(Codecs.UInt16, unchecked((ushort)b)));
        Any.Holds(Any.Bits, b => Same(Codecs.Int32, unchecked((int)b)) && Same(Codecs.UInt32, unchecked((uint)b)));
        Any.Holds(Any.Bits, b => Same(Codecs.Int64, unchecked((long)b)) && Same(Codecs.UInt64, b));
        Any.Holds(Any.Bits, b => Same(Codecs.IntPtr, unchecked((nint)b)) && Same(Codecs.UIntPtr, unchecked((nuint)b)));
        Any.Holds(Any.Int64, v => Same(Codecs.TimeSpan, TimeSpan.FromTicks(v)));
        Any.Holds(Any.UInt128, v => Same(Codecs.UInt128, v) && Same(Codecs.Int128, unchecked((Int128)v)));
        Any.Holds(Any.BigInteger, v => Same(Codecs.BigInteger, v));
        Any.Holds(Any.Int64, v => Same(Codecs.Enum<DayOfWeek>(), unchecked((DayOfWeek)v)));
        Any.Holds(Any.Bits, v => Same(Codecs.Enum<ConsoleModifiers>(), unchecked((ConsoleModifiers)v)));
        Any.Holds(Any.Int32, v => Same(Codecs.Index, new Index(v & int.MaxValue, v < 0)));
        Any.Holds(Any.Int32.Two(), t => Same(Codecs.Range, new Range(new Index(t.Item1 & int.MaxValue, t.Item1 < 0), new Index(t.Item2 & int.MaxValue, t.Item2 < 0))));
    }

    [Fact]
    public void FloatingPointNumbers_ComeBackBitForBit()
    {
        Any.Holds(Any.Double, v => BitConverter.DoubleToInt64Bits(v) == BitConverter.DoubleToInt64Bits(Encoded.RoundTrip(Codecs.Double, v)));
        Any.Holds(Any.Int32.Select(BitConverter.Int32BitsToSingle), v => Same(Codecs.Single, v));
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            Assert.True(Same(Codecs.Half, BitConverter.UInt16BitsToHalf((ushort)bits)));
        }
    }

    [Fact]
    public void Text_ComesBack()
    {
        Any.Holds(Any.StringOrNull, v => Same(Codecs.String, v));
        Any.Holds(Any.String, v => Same(Codecs.Char, v.FirstOrDefault()));
        Any.Holds(Any.String, v => v.EnumerateRunes().All(r => Same(Codecs.Rune, r)));
        Any.Holds(Any.String, v => Encoded.RoundTrip(Codecs.ByteArray, Encoding.UTF8.GetBytes(v)).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(v)));
        Any.Holds(Any.String, v => Encoded.RoundTrip(Codecs.MemoryOfByte, Encoding.UTF8.GetBytes(v)).Span.SequenceEqual(Encoding.UTF8.GetBytes(v)));
        Any.Holds(Any.String, v => Encoded.RoundTrip(Codecs.ReadOnlyMemoryOfByte, Encoding.UTF8.GetBytes(v)).Span.SequenceEqual(Encoding.UTF8.GetBytes(v)));
        Any.Holds(Any.String, v => Encoded.RoundTrip(Codecs.ArraySegmentOfByte, Encoding.UTF8.GetBytes(v)).SequenceEqual(Encoding.UTF8.GetBytes(v)));
    }

    [Fact]
    public void ValuesInTextForm_ComeBack()
    {
        Any.Holds(Any.Guid, v => Same(Codecs.Guid, v));
        Any.Holds(Any.Decimal, v => decimal.GetBits(v).AsSpan().SequenceEqual(decimal.GetBits(Encoded.RoundTrip(Codecs.Decimal, v))));
        Any.Holds(Any.Int32.Four(), t => Same(Codecs.Version, new Version(t.Item1 & int.MaxValue, t.Item2 & int.MaxValue, t.Item3 & int.MaxValue, t.Item4 & int.MaxValue)));
        Any.Holds(Any.String, v => !Uri.TryCreate(v, UriKind.RelativeOrAbsolute, out var uri) || Same(Codecs.Uri, uri));
        Any.Holds(Any.String, v => !Uri.TryCreate("http://a/" + v, UriKind.Absolute, out var uri) || Same(Codecs.Uri, uri));
        Any.Holds(Any.String, v => !Uri.TryCreate(v, UriKind.Relative, out var uri) || Encoded.RoundTrip(Codecs.Uri, uri).OriginalString == uri.OriginalString);
    }

    [Fact]
    public void Times_ComeBack()
    {
        Any.Holds(Any.DateTimeOffset, v => Encoded.RoundTrip(Codecs.DateTimeOffset, v).EqualsExact(v));
        Any.Holds(Any.Ticks, v => SameTime(new DateTime(v, DateTimeKind.Utc)) && SameTime(new DateTime(v, DateTimeKind.Unspecified)));
        Any.Holds(Any.Ticks, v => Same(Codecs.DateOnly, DateOnly.FromDateTime(new DateTime(v))) && Same(Codecs.TimeOnly, TimeOnly.FromDateTime(new DateTime(v))));
    }

    [Fact]
    public void NullableValues_ComeBack()
    {
        Any.Holds(Any.Int32, v => Same(Codecs.Nullable(Codecs.Int32), v % 2 == 0 ? v : null));
        Any.Holds(Any.Guid, v => Same(Codecs.Nullable(Codecs.Guid), v));
    }

    private static bool Same<T>(ValueCodec<T> codec, T value) => EqualityComparer<T>.Default.Equals(value, Encoded.RoundTrip(codec, value));

    private static bool SameTime(DateTime value)
    {
        var copy = Encoded.RoundTrip(Codecs.DateTime, value);
        return copy.Ticks == value.Ticks && copy.Kind == value.Kind;
    }
}
