using System.Text;
using Cachekit.Serialization;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Serialization;

public sealed class AllocationTests
{
    [Fact]
    public void Scalars_AreWrittenWithoutAllocating()
    {
        var uri = new Uri("http://example.org/a");
        var version = new Version(1, 2, 3, 4);
        byte[] bytes = [1, 2, 3];
        Assert.Equal(0, Writing(Codecs.Boolean, true));
        Assert.Equal(0, Writing(Codecs.Byte, (byte)200));
        Assert.Equal(0, Writing(Codecs.SByte, (sbyte)-100));
        Assert.Equal(0, Writing(Codecs.Int16, short.MinValue));
        Assert.Equal(0, Writing(Codecs.UInt16, ushort.MaxValue));
        Assert.Equal(0, Writing(Codecs.Int32, int.MinValue));
        Assert.Equal(0, Writing(Codecs.UInt32, uint.MaxValue));
        Assert.Equal(0, Writing(Codecs.Int64, long.MinValue));
        Assert.Equal(0, Writing(Codecs.UInt64, ulong.MaxValue));
        Assert.Equal(0, Writing(Codecs.IntPtr, nint.MinValue));
        Assert.Equal(0, Writing(Codecs.UIntPtr, nuint.MaxValue));
        Assert.Equal(0, Writing(Codecs.Char, '€'));
        Assert.Equal(0, Writing(Codecs.Single, 0.1f));
        Assert.Equal(0, Writing(Codecs.Double, 0.1));
        Assert.Equal(0, Writing(Codecs.Half, Half.Pi));
        Assert.Equal(0, Writing(Codecs.Decimal, decimal.MinValue));
        Assert.Equal(0, Writing(Codecs.Int128, Int128.MinValue));
        Assert.Equal(0, Writing(Codecs.UInt128, UInt128.MaxValue));
        Assert.Equal(0, Writing(Codecs.String, "ä€\U0001F600 and more"));
        Assert.Equal(0, Writing(Codecs.Guid, Guid.Empty));
        Assert.Equal(0, Writing(Codecs.DateTime, new DateTime(1, DateTimeKind.Utc)));
        Assert.Equal(0, Writing(Codecs.DateTime, new DateTime(2024, 7, 1, 0, 0, 0, DateTimeKind.Local)));
        Assert.Equal(0, Writing(Codecs.DateTimeOffset, DateTimeOffset.MaxValue));
        Assert.Equal(0, Writing(Codecs.DateOnly, DateOnly.MaxValue));
        Assert.Equal(0, Writing(Codecs.TimeOnly, TimeOnly.MaxValue));
        Assert.Equal(0, Writing(Codecs.TimeSpan, TimeSpan.MaxValue));
        Assert.Equal(0, Writing(Codecs.Uri, uri));
        Assert.Equal(0, Writing(Codecs.Version, version));
        Assert.Equal(0, Writing(Codecs.Index, ^3));
        Assert.Equal(0, Writing(Codecs.Range, 1..^1));
        Assert.Equal(0, Writing(Codecs.Rune, new Rune(0x1F600)));
        Assert.Equal(0, Writing(Codecs.ByteArray, bytes));
        Assert.Equal(0, Writing(Codecs.MemoryOfByte, bytes));
        Assert.Equal(0, Writing(Codecs.ReadOnlyMemoryOfByte, bytes));
        Assert.Equal(0, Writing(Codecs.ArraySegmentOfByte, bytes));
        Assert.Equal(0, Writing(Codecs.Enum<DayOfWeek>(), DayOfWeek.Friday));
        Assert.Equal(0, Writing(Codecs.Enum<ConsoleModifiers>(), ConsoleModifiers.Alt));
        Assert.Equal(0, Writing(Codecs.Nullable(Codecs.Int32), 7));
        Assert.Equal(0, Writing(Codecs.KeyValuePair(Codecs.Int32, Codecs.Guid), new(1, Guid.Empty)));
    }

    [Fact]
    public void ValueTypes_AreReadWithoutAllocating()
    {
        Assert.Equal(0, Reading(Codecs.Boolean, true));
        Assert.Equal(0, Reading(Codecs.Byte, (byte)200));
        Assert.Equal(0, Reading(Codecs.SByte, (sbyte)-100));
        Assert.Equal(0, Reading(Codecs.Int16, short.MinValue));
        Assert.Equal(0, Reading(Codecs.UInt16, ushort.MaxValue));
        Assert.Equal(0, Reading(Codecs.Int32, int.MinValue));
        Assert.Equal(0, Reading(Codecs.UInt32, uint.MaxValue));
        Assert.Equal(0, Reading(Codecs.Int64, long.MinValue));
        Assert.Equal(0, Reading(Codecs.UInt64, ulong.MaxValue));
        Assert.Equal(0, Reading(Codecs.IntPtr, nint.MinValue));
        Assert.Equal(0, Reading(Codecs.UIntPtr, nuint.MaxValue));
        Assert.Equal(0, Reading(Codecs.Char, '€'));
        Assert.Equal(0, Reading(Codecs.Single, 0.1f));
        Assert.Equal(0, Reading(Codecs.Double, 0.1));
        Assert.Equal(0, Reading(Codecs.Half, Half.Pi));
        Assert.Equal(0, Reading(Codecs.Decimal, decimal.MinValue));
        Assert.Equal(0, Reading(Codecs.Int128, Int128.MinValue));
        Assert.Equal(0, Reading(Codecs.UInt128, UInt128.MaxValue));
        Assert.Equal(0, Reading(Codecs.Guid, Guid.Empty));
        Assert.Equal(0, Reading(Codecs.DateTime, new DateTime(1, DateTimeKind.Utc)));
        Assert.Equal(0, Reading(Codecs.DateTimeOffset, DateTimeOffset.MaxValue));
        Assert.Equal(0, Reading(Codecs.DateOnly, DateOnly.MaxValue));
        Assert.Equal(0, Reading(Codecs.TimeOnly, TimeOnly.MaxValue));
        Assert.Equal(0, Reading(Codecs.TimeSpan, TimeSpan.MaxValue));
        Assert.Equal(0, Reading(Codecs.Index, ^3));
        Assert.Equal(0, Reading(Codecs.Range, 1..^1));
        Assert.Equal(0, Reading(Codecs.Rune, new Rune(0x1F600)));
        Assert.Equal(0, Reading(Codecs.Enum<DayOfWeek>(), DayOfWeek.Friday));
        Assert.Equal(0, Reading(Codecs.Enum<ConsoleModifiers>(), ConsoleModifiers.Alt));
        Assert.Equal(0, Reading(Codecs.Nullable(Codecs.Int32), 7));
        Assert.Equal(0, Reading(Codecs.KeyValuePair(Codecs.Int32, Codecs.Guid), new(1, Guid.Empty)));
    }

    [Fact]
    public void Arrays_AreWrittenWithoutAllocating()
    {
        Assert.Equal(0, Writing(Codecs.Array(Codecs.Int32), [1, 2, 3]));
        Assert.Equal(0, Writing(Codecs.List(Codecs.String), ["a", "b"]));
    }

    private static long Writing<T>(ValueCodec<T> codec, T value) => Allocated.Bytes(() =>
    {
        var writer = default(MessagePackWriter);
        codec.Write(ref writer, value);
        writer.Dispose();
    });

    private static long Reading<T>(ValueCodec<T> codec, T value)
    {
        var bytes = Encoded.Bytes(codec, value);
        return Allocated.Bytes(() => Payload.Decode(codec, bytes));
    }
}
