using System.Text;
using Cachekit.Tests.Serialization;
using FsCheck.Fluent;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>Values without members come back from both layers as they were.</summary>
public sealed class ScalarTests : IDisposable
{
    private readonly Trip<ScalarZoo> _trip = new(static (runtime, shelf) => new ScalarZoo(runtime, shelf));

    [Fact]
    public void Integers_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.Boolean(id), true, false);
        _trip.ComesBack((zoo, id) => zoo.Byte(id), Any.Bits.Select(bits => unchecked((byte)bits)));
        _trip.ComesBack((zoo, id) => zoo.SByte(id), Any.Bits.Select(bits => unchecked((sbyte)bits)));
        _trip.ComesBack((zoo, id) => zoo.Int16(id), Any.Bits.Select(bits => unchecked((short)bits)));
        _trip.ComesBack((zoo, id) => zoo.UInt16(id), Any.Bits.Select(bits => unchecked((ushort)bits)));
        _trip.ComesBack((zoo, id) => zoo.Int32(id), Any.Int32);
        _trip.ComesBack((zoo, id) => zoo.UInt32(id), Any.Bits.Select(bits => unchecked((uint)bits)));
        _trip.ComesBack((zoo, id) => zoo.Int64(id), Any.Int64);
        _trip.ComesBack((zoo, id) => zoo.UInt64(id), Any.Bits);
        _trip.ComesBack((zoo, id) => zoo.Native(id), Any.Int64.Select(bits => (nint)bits));
        _trip.ComesBack((zoo, id) => zoo.UnsignedNative(id), Any.Bits.Select(bits => (nuint)bits));
        _trip.ComesBack((zoo, id) => zoo.Int128(id), Any.UInt128.Select(bits => unchecked((Int128)bits)));
        _trip.ComesBack((zoo, id) => zoo.UInt128(id), Any.UInt128);
        _trip.ComesBack((zoo, id) => zoo.BigInteger(id), Any.BigInteger);
    }

    [Fact]
    public void FractionsAndDecimals_ComeBackToTheBit()
    {
        _trip.ComesBack((zoo, id) => zoo.Double(id), Any.Double);
        _trip.ComesBack((zoo, id) => zoo.Single(id), Any.Bits.Select(bits => BitConverter.UInt32BitsToSingle(unchecked((uint)bits))));
        _trip.ComesBack((zoo, id) => zoo.Half(id), Any.Bits.Select(bits => BitConverter.UInt16BitsToHalf(unchecked((ushort)bits))));
        _trip.ComesBack((zoo, id) => zoo.Decimal(id), Any.Decimal);
        _trip.ComesBack((zoo, id) => zoo.Decimal(id), 1.0m, 1.00m, -0.0m, decimal.MaxValue, decimal.MinValue);
    }

    [Fact]
    public void Texts_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.Text(id), Any.String);
        _trip.ComesBack((zoo, id) => zoo.MaybeText(id), Any.StringOrNull);
        _trip.ComesBack((zoo, id) => zoo.Character(id), Any.Bits.Select(bits => unchecked((char)bits)));
        _trip.ComesBack((zoo, id) => zoo.Rune(id), new Rune('r'), new Rune(0x10ffff));
        _trip.ComesBack((zoo, id) => zoo.Guid(id), Any.Guid);
        _trip.ComesBack((zoo, id) => zoo.Uri(id), new Uri("https://example.org/a b?c=%20#d"), new Uri("../relative", UriKind.Relative));
        _trip.ComesBack((zoo, id) => zoo.Version(id), new Version(1, 2), new Version(1, 2, 3), new Version(1, 2, 3, 4));
        _trip.ComesBack((zoo, id) => zoo.Index(id), 3, ^3);
        _trip.ComesBack((zoo, id) => zoo.Range(id), 1..^2, ..);
    }

    [Fact]
    public void Times_ComeBackToTheTick()
    {
        _trip.ComesBack((zoo, id) => zoo.DateTime(id), Any.Ticks.Select(ticks => new DateTime(ticks, DateTimeKind.Utc)));
        _trip.ComesBack((zoo, id) => zoo.DateTime(id), Any.Ticks.Select(ticks => new DateTime(ticks, DateTimeKind.Unspecified)));
        _trip.ComesBack((zoo, id) => zoo.DateTimeOffset(id), Any.DateTimeOffset);
        _trip.ComesBack((zoo, id) => zoo.DateOnly(id), Any.Ticks.Select(ticks => DateOnly.FromDateTime(new DateTime(ticks))));
        _trip.ComesBack((zoo, id) => zoo.TimeOnly(id), Any.Ticks.Select(ticks => new TimeOnly(ticks % TimeSpan.TicksPerDay)));
        _trip.ComesBack((zoo, id) => zoo.TimeSpan(id), Any.Int64.Select(ticks => new TimeSpan(ticks)));
    }

    [Fact]
    public void Enums_ComeBackAlsoWithValuesThatHaveNoName()
    {
        _trip.ComesBack((zoo, id) => zoo.ByteEnum(id), Any.Bits.Select(bits => unchecked((Shapes.ByteSized)bits)));
        _trip.ComesBack((zoo, id) => zoo.SByteEnum(id), Any.Bits.Select(bits => unchecked((Shapes.SByteSized)bits)));
        _trip.ComesBack((zoo, id) => zoo.Int16Enum(id), Any.Bits.Select(bits => unchecked((Shapes.Int16Sized)bits)));
        _trip.ComesBack((zoo, id) => zoo.UInt16Enum(id), Any.Bits.Select(bits => unchecked((Shapes.UInt16Sized)bits)));
        _trip.ComesBack((zoo, id) => zoo.Int32Enum(id), Any.Int32.Select(bits => (DayOfWeek)bits));
        _trip.ComesBack((zoo, id) => zoo.UInt32Enum(id), Any.Bits.Select(bits => unchecked((Shapes.UInt32Sized)bits)));
        _trip.ComesBack((zoo, id) => zoo.Int64Enum(id), Any.Int64.Select(bits => (Shapes.Int64Sized)bits));
        _trip.ComesBack((zoo, id) => zoo.UInt64Enum(id), Any.Bits.Select(bits => (Shapes.UInt64Sized)bits));
    }

    [Fact]
    public void NullableValues_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.MaybeInt32(id), null, 0, -1);
        _trip.ComesBack((zoo, id) => zoo.MaybeGuid(id), null, Guid.Empty);
        _trip.ComesBack((zoo, id) => zoo.MaybeDecimal(id), null, 0.00m);
        _trip.ComesBack((zoo, id) => zoo.MaybeEnum(id), null, Shapes.UInt64Sized.None, Shapes.UInt64Sized.Highest);
        _trip.ComesBack((zoo, id) => zoo.MaybeTime(id), null, DateTimeOffset.UnixEpoch);
        _trip.ComesBack((zoo, id) => zoo.MaybeUri(id), null, new Uri("urn:a"));
    }

    [Fact]
    public void TextThatHasNoEncodedForm_IsReturnedAndNotCached()
    {
        var id = _trip.Shelf.Put("\ud800");

        Assert.Equal("\ud800", _trip.Here.Text(id));
        Assert.Equal("\ud800", _trip.Here.Text(id));

        Assert.Equal(2, _trip.Shelf.Taken);
        Assert.Empty(_trip.Scene.Backend.Keys);
    }

    public void Dispose() => _trip.Dispose();
}
