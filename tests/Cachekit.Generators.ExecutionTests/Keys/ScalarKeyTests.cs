using System.Globalization;
using System.Numerics;
using System.Text;
using Cachekit.Generators.ExecutionTests.Values;
using Cachekit.Tests.Serialization;

namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>Equal arguments are one entry, others are not: parameters without parts.</summary>
public sealed class ScalarKeyTests : IDisposable
{
    private readonly KeyProbe _probe = new();
    private readonly ScalarKeys _keys;

    public ScalarKeyTests() => _keys = new ScalarKeys(_probe.Scene.Runtime);

    [Fact]
    public void Integers_AreTheirValue()
    {
        _probe.Agrees(_keys.Boolean, v => _keys.Cached.Boolean.Key(v), (a, b) => a == b, true, false);
        _probe.Agrees(_keys.Byte, v => _keys.Cached.Byte.Key(v), (a, b) => a == b, (byte)0, (byte)1, byte.MaxValue);
        _probe.Agrees(_keys.SByte, v => _keys.Cached.SByte.Key(v), (a, b) => a == b, sbyte.MinValue, (sbyte)-1, sbyte.MaxValue);
        _probe.Agrees(_keys.Int16, v => _keys.Cached.Int16.Key(v), (a, b) => a == b, short.MinValue, (short)-1, short.MaxValue);
        _probe.Agrees(_keys.UInt16, v => _keys.Cached.UInt16.Key(v), (a, b) => a == b, ushort.MinValue, ushort.MaxValue);
        _probe.Agrees(_keys.Int32, v => _keys.Cached.Int32.Key(v), (a, b) => a == b, Any.Int32);
        _probe.Agrees(_keys.UInt32, v => _keys.Cached.UInt32.Key(v), (a, b) => a == b, 0u, 1u, uint.MaxValue);
        _probe.Agrees(_keys.Int64, v => _keys.Cached.Int64.Key(v), (a, b) => a == b, Any.Int64);
        _probe.Agrees(_keys.UInt64, v => _keys.Cached.UInt64.Key(v), (a, b) => a == b, Any.Bits);
        _probe.Agrees(_keys.Native, v => _keys.Cached.Native.Key(v), (a, b) => a == b, nint.MinValue, nint.MaxValue, 0);
        _probe.Agrees(_keys.UnsignedNative, v => _keys.Cached.UnsignedNative.Key(v), (a, b) => a == b, nuint.MinValue, nuint.MaxValue);
        _probe.Agrees<Int128>(_keys.Int128, v => _keys.Cached.Int128.Key(v), (a, b) => a == b, long.MinValue, -1, ulong.MaxValue);
        _probe.Agrees<UInt128>(_keys.UInt128, v => _keys.Cached.UInt128.Key(v), (a, b) => a == b, 0, ulong.MaxValue);
        _probe.Agrees(_keys.BigInteger, v => _keys.Cached.BigInteger.Key(v), (a, b) => a == b, long.MinValue, BigInteger.One, ulong.MaxValue);
        _probe.Agrees(_keys.Enum, v => _keys.Cached.Enum.Key(v), (a, b) => a == b, DayOfWeek.Sunday, DayOfWeek.Friday, (DayOfWeek)(-1));
        _probe.Agrees(_keys.WideEnum, v => _keys.Cached.WideEnum.Key(v), (a, b) => a == b, Shapes.UInt64Sized.None, Shapes.UInt64Sized.Highest);
    }

    [Fact]
    public void IntegersThatAKeyCannotHold_AreRefused()
    {
        Assert.Throws<CacheKeyException>(() => _keys.Int128(Int128.MinValue));
        Assert.Throws<CacheKeyException>(() => _keys.UInt128(UInt128.MaxValue));
        Assert.Throws<CacheKeyException>(() => _keys.BigInteger(BigInteger.Pow(2, 64)));
    }

    [Fact]
    public void Fractions_AreTheirNumber()
    {
        // All NaN are one argument, and so are both zeros: what a method does with either is the same.
        double[] doubles = [0.0, -0.0, 1.0, 0.1, double.NaN, -double.NaN, BitConverter.UInt64BitsToDouble(0x7ff0000000000001), double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];
        _probe.Agrees(_keys.Double, v => _keys.Cached.Double.Key(v), (a, b) => a.Equals(b), doubles);
        _probe.Agrees(_keys.Single, v => _keys.Cached.Single.Key(v), (a, b) => a.Equals(b), [.. doubles.Select(d => (float)d).Distinct(), -0.0f, 0.1f]);
        _probe.Agrees(_keys.Half, v => _keys.Cached.Half.Key(v), (a, b) => a.Equals(b), (Half)0.0, (Half)(-0.0), Half.NaN, Half.NegativeInfinity, (Half)1.5);
        _probe.Agrees<double?>(_keys.MaybeDouble, v => _keys.Cached.MaybeDouble.Key(v), (a, b) => a.Equals(b), null, 0.0, -0.0, double.NaN, -double.NaN);
    }

    [Fact]
    public void Decimals_AreTheirDigits()
    {
        static bool Same(decimal a, decimal b) => decimal.GetBits(a).AsSpan().SequenceEqual(decimal.GetBits(b));

        // 1.0 and 1.00 compare as equal, and yet a method that formats them answers otherwise.
        _probe.Agrees(_keys.Decimal, v => _keys.Cached.Decimal.Key(v), Same, 1m, 1.0m, 1.00m, 0m, -0.0m, 0.0m, 0.0000001m, decimal.MaxValue);
        _probe.Agrees(_keys.Decimal, v => _keys.Cached.Decimal.Key(v), Same, Any.Decimal);
        _probe.Agrees<decimal?>(_keys.MaybeDecimal, v => _keys.Cached.MaybeDecimal.Key(v), (a, b) => Structure.Of(a) == Structure.Of(b), null, 1.0m, 1.00m);
    }

    [Fact]
    public void Texts_AreComparedByTheirCharacters()
    {
        _probe.Agrees(_keys.Text, v => _keys.Cached.Text.Key(v), string.Equals, "", "a", "A", "\u00e1", "a\u0301", "a\0", "1", new string('x', 5000));
        _probe.Agrees(_keys.Text, v => _keys.Cached.Text.Key(v), string.Equals, Any.String);
        _probe.Agrees(_keys.MaybeText, v => _keys.Cached.MaybeText.Key(v), string.Equals, null, "", "null");
        _probe.Agrees(_keys.Character, v => _keys.Cached.Character.Key(v), (a, b) => a == b, 'a', 'A', '\0', '\uffff');
        _probe.Agrees(_keys.Rune, v => _keys.Cached.Rune.Key(v), (a, b) => a == b, new Rune('a'), new Rune(0x1f600));
        _probe.Agrees(_keys.Guid, v => _keys.Cached.Guid.Key(v), (a, b) => a == b, Any.Guid);
    }

    [Fact]
    public void TextWithHalfASurrogatePair_IsRefused()
    {
        // Not as data of an attribute: there the compiler would repair it.
        foreach (var text in new[] { "\ud800", "a\udc00b", "\ud800\ud800" })
        {
            // Twice: what memory knows must not let the second one through.
            Assert.Throws<CacheKeyException>(() => _keys.Text(text));
            Assert.Throws<CacheKeyException>(() => _keys.Text(text));
            Assert.Throws<CacheKeyException>(() => _keys.Cached.Text.Key(text));
        }

        Assert.Empty(_probe.Scene.Backend.Keys);
    }

    [Fact]
    public void Times_AreWhatTheClockShows()
    {
        var noon = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

        // One instant with two offsets is two arguments: a method that formats it answers otherwise.
        _probe.Agrees(
            _keys.DateTimeOffset,
            v => _keys.Cached.DateTimeOffset.Key(v),
            (a, b) => a.EqualsExact(b),
            noon, noon.ToOffset(TimeSpan.FromHours(1)), noon.AddTicks(1), noon.AddTicks(10), DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        _probe.Agrees(_keys.DateTimeOffset, v => _keys.Cached.DateTimeOffset.Key(v), (a, b) => a.EqualsExact(b), Any.DateTimeOffset);
        _probe.Agrees(_keys.DateTime, v => _keys.Cached.DateTime.Key(v), (a, b) => a == b, noon.UtcDateTime, noon.UtcDateTime.AddTicks(1), DateTime.UnixEpoch);
        _probe.Agrees(_keys.DateOnly, v => _keys.Cached.DateOnly.Key(v), (a, b) => a == b, DateOnly.MinValue, DateOnly.MaxValue);
        _probe.Agrees(_keys.TimeOnly, v => _keys.Cached.TimeOnly.Key(v), (a, b) => a == b, TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(1));
        _probe.Agrees(_keys.TimeSpan, v => _keys.Cached.TimeSpan.Key(v), (a, b) => a == b, TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue, new TimeSpan(1));
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void TimeThatNamesNoInstant_IsRefused(DateTimeKind kind)
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5, kind);

        _keys.DateTime(DateTime.SpecifyKind(time, DateTimeKind.Utc));

        Assert.Throws<CacheKeyException>(() => _keys.DateTime(time));
    }

    [Fact]
    public void ObjectsOfTheFramework_AreTheirValue()
    {
        _probe.Agrees(
            _keys.Uri,
            v => _keys.Cached.Uri.Key(v),
            (a, b) => a?.OriginalString == b?.OriginalString,
            null, new Uri("http://a/b"), new Uri("http://a/b"), new Uri("http://a/B"), new Uri("http://a/b#c"), new Uri("b", UriKind.Relative));
        _probe.Agrees(_keys.Version, v => _keys.Cached.Version.Key(v), (a, b) => a == b, null, new Version(1, 2), new Version(1, 2), new Version(1, 2, 0));
        _probe.Agrees(_keys.Index, v => _keys.Cached.Index.Key(v), (a, b) => a.Equals(b), 1, ^1, ^0);
        _probe.Agrees(_keys.Range, v => _keys.Cached.Range.Key(v), (a, b) => a.Equals(b), .., 1.., ..^1);
        _probe.Agrees(_keys.File, v => _keys.Cached.File.Key(v), (a, b) => a.ToString() == b.ToString(), new FileInfo("/a/b"), new FileInfo("/a/b"), new FileInfo("/a/c"));
        _probe.Agrees(_keys.Folder, v => _keys.Cached.Folder.Key(v), (a, b) => a.ToString() == b.ToString(), new DirectoryInfo("/a/b"), new DirectoryInfo("/a/c"));
    }

    [Fact]
    public void NullableValues_AreTheirValueOrNull()
    {
        _probe.Agrees<int?>(_keys.MaybeInt32, v => _keys.Cached.MaybeInt32.Key(v), (a, b) => a == b, null, 0, -1);
        _probe.Agrees<Guid?>(_keys.MaybeGuid, v => _keys.Cached.MaybeGuid.Key(v), (a, b) => a == b, null, Guid.Empty);
        _probe.Agrees<DayOfWeek?>(_keys.MaybeEnum, v => _keys.Cached.MaybeEnum.Key(v), (a, b) => a == b, null, DayOfWeek.Sunday, DayOfWeek.Monday);
    }

    [Fact]
    public void Culture_DoesNotMatter()
    {
        var before = CultureInfo.CurrentCulture;
        var keys = Some();
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NegativeSign = "minus";
        other.DateTimeFormat.DateSeparator = "'";
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(keys, Some());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        string[] Some() => [_keys.Cached.Decimal.Key(-1.5m), _keys.Cached.Double.Key(-1.5), _keys.Cached.DateOnly.Key(new DateOnly(2026, 1, 2))];
    }

    public void Dispose() => _probe.Dispose();
}
