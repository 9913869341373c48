namespace Cachekit.Generators.Tests.Keys;

public class KeyStructEmitterTests
{
    private const string Scalars = """
        using System; using System.Numerics; using System.Text; using System.IO; using System.Collections.Generic;
        public enum Level : ushort { Low, High = 65535 }
        public partial class Sample
        {
            void None() { }
            void One(int id) { }
            void Two(int id, string? region) { }
            void Keywords(int @class, string @return, bool Count, bool Equals, bool writer, bool hash, bool other, bool source) { }
            void Signed(sbyte a, short b, int c, long d, nint e, Int128 f, BigInteger g) { }
            void Unsigned(byte a, ushort b, uint c, ulong d, nuint e, UInt128 f, char g, bool h) { }
            void Floats(Half a, float b, double c, decimal d, double? e, decimal? f) { }
            void Times(DateTime a, DateTimeOffset b, DateOnly c, TimeOnly d, TimeSpan e, DateTime? f, DateOnly? g) { }
            void Others(Guid a, Uri? b, Version? c, Index d, Range e, Rune f, Level g, Level? h, FileInfo? i, DirectoryInfo j) { }
            void Bytes(byte[]? a, Memory<byte> b, ReadOnlyMemory<byte> c, ArraySegment<byte> d) { }
            void Nullables(int? a, Guid? b, bool? c) { }
        }
        """;

    private static readonly Lazy<KeyCompilation> ScalarKeys = new(static () => KeyCompilation.Create(Scalars));

    [Fact]
    public void NoArguments_MakeOneKey()
    {
        var keys = ScalarKeys.Value;
        Assert.Equal(keys.Key("None"), keys.Key("None"));
        Assert.Equal("90", KeyCompilation.Bytes(keys.Key("None")));
    }

    [Fact]
    public void Scalars_AreWrittenInOrder()
    {
        var keys = ScalarKeys.Value;
        Assert.Equal("922aa26575", KeyCompilation.Bytes(keys.Key("Two", 42, "eu")));
        Assert.Equal("922ac0", KeyCompilation.Bytes(keys.Key("Two", 42, null)));
        Assert.Equal("93c0c0c0", KeyCompilation.Bytes(keys.Key("Nullables", null, null, null)));
        Assert.Equal("9301c0c3", KeyCompilation.Bytes(keys.Key("Nullables", 1, null, true)));
    }

    [Fact]
    public void Keywords_AndMemberNames_AreArgumentNames()
    {
        var keys = ScalarKeys.Value;
        Assert.Equal("9801a178c2c3c2c3c2c3", KeyCompilation.Bytes(keys.Key("Keywords", 1, "x", false, true, false, true, false, true)));
    }

    [Theory]
    [InlineData("One", 1, 2)]
    [InlineData("Bytes", new byte[] { 1 }, new byte[] { 2 })]
    public void OneOtherArgument_IsAnotherKey(string method, object first, object second)
    {
        object?[] rest = method == "Bytes" ? [default(Memory<byte>), default(ReadOnlyMemory<byte>), default(ArraySegment<byte>)] : [];
        var (left, right) = (ScalarKeys.Value.Key(method, [first, .. rest]), ScalarKeys.Value.Key(method, [second, .. rest]));
        Assert.NotEqual(left, right);
        Assert.NotEqual(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(left, ScalarKeys.Value.Key(method, [first, .. rest]));
    }

    [Fact]
    public void Floats_AreComparedAsTheyAreWritten()
    {
        object Key(double value) => ScalarKeys.Value.Key("Floats", (Half)value, (float)value, value, 1m, (double?)value, null);
        AssertSame(Key(double.NaN), Key(BitConverter.UInt64BitsToDouble(0x7FF8000000000001)));
        AssertSame(Key(0.0), Key(-0.0));
        Assert.NotEqual(Key(0.0), Key(1.0));
        Assert.NotEqual(ScalarKeys.Value.Key("Floats", default(Half), 0f, 0d, 1.0m, null, null), ScalarKeys.Value.Key("Floats", default(Half), 0f, 0d, 1.00m, null, null));
        Assert.NotEqual(ScalarKeys.Value.Key("Floats", default(Half), 0f, 0d, 1m, 0d, null), ScalarKeys.Value.Key("Floats", default(Half), 0f, 0d, 1m, null, null));
    }

    [Fact]
    public void Times_AreComparedWithKindAndOffset()
    {
        var utc = new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        object Key(DateTime a, DateTimeOffset b) => ScalarKeys.Value.Key("Times", a, b, default(DateOnly), default(TimeOnly), default(TimeSpan), null, null);
        var instant = new DateTimeOffset(utc);
        AssertSame(Key(utc, instant), Key(utc, new DateTimeOffset(utc)));
        Assert.NotEqual(Key(utc, instant), Key(utc, instant.ToOffset(TimeSpan.FromHours(2))));
        Assert.NotEqual(Key(utc, instant), Key(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified), instant));
    }

    [Fact]
    public void UnspecifiedTime_NamesTheArgument()
    {
        var key = ScalarKeys.Value.Key("Times", default(DateTime), default(DateTimeOffset), default(DateOnly), default(TimeOnly), default(TimeSpan), null, null);
        Assert.Contains("'a' is a DateTime of kind Unspecified", Assert.Throws<CacheKeyException>(() => KeyCompilation.Bytes(key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ByteArrays_AreCopiedBySnapshots()
    {
        byte[] bytes = [1, 2];
        var key = ScalarKeys.Value.Key("Bytes", bytes, bytes.AsMemory(), (ReadOnlyMemory<byte>)bytes, new ArraySegment<byte>(bytes));
        var snapshot = KeyCompilation.Snapshot(key);
        AssertSame(key, snapshot);
        bytes[0] = 9;
        Assert.NotEqual(key, snapshot);
        Assert.Equal("94c4020102c4020102c4020102c4020102", KeyCompilation.Bytes(snapshot));
    }

    private static void AssertSame(object left, object right)
    {
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(KeyCompilation.Bytes(left), KeyCompilation.Bytes(right));
    }
}
