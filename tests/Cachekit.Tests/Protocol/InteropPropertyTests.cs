using Cachekit.CompilerServices;
using Cachekit.Keys;
using Cachekit.Protocol;
using Cachekit.Serialization;
using Cachekit.Tests.Keys;
using Cachekit.Tests.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Tests.Protocol;

public class InteropPropertyTests
{
    private static readonly Gen<double> Finite = Any.Double.Where(double.IsFinite);

    private static readonly Gen<DateTimeOffset> Instant = Any.DateTimeOffset.Select(static time => time.AddTicks(-(time.Ticks % 10)));

    /// <summary>What decoding gives back as it is: no narrow numbers, no tuples.</summary>
    private static readonly Gen<object?> Scalar = Gen.OneOf(
        Gen.Constant<object?>(null),
        Gen.Elements<object?>(true, false),
        Any.Int64.Select(static value => (object?)value),
        Any.Bits.Where(static value => value > long.MaxValue).Select(static value => (object?)value),
        Finite.Select(static value => (object?)value),
        Any.String.Select(static value => (object?)value),
        Any.String.Select(static value => (object?)System.Text.Encoding.UTF8.GetBytes(value)));

    private static readonly Gen<object?> Time = Gen.OneOf(
        Instant.Select(static value => (object?)value),
        Instant.Select(static value => (object?)DateTime.SpecifyKind(value.DateTime, DateTimeKind.Unspecified)),
        Instant.Select(static value => (object?)DateOnly.FromDateTime(value.DateTime)),
        Instant.Select(static value => (object?)TimeOnly.FromDateTime(value.DateTime)));

    [Fact]
    public void DecodedValue_IsTheOneThatWasEncoded() => Any.Holds(Tree(Gen.OneOf(Scalar, Time), 4), static value =>
    {
        var bytes = InteropValue.Encode(value);
        var decoded = InteropValue.Decode(bytes);
        return Same(value, decoded) && bytes.AsSpan().SequenceEqual(InteropValue.Encode(decoded));
    });

    [Fact]
    public void Bytes_AreAlwaysWithinTheBoundsOfTheReader() => Any.Holds(Tree(Scalar, 4), static value =>
    {
        DecodeBounds.Check(InteropKey.EncodeArguments(value));
        DecodeBounds.Check(InteropValue.Encode(value));
        return true;
    });

    [Fact]
    public void Order_OfDictionariesAndSetsDoesNotCount() => Any.Holds(
        Tree(Scalar, 2).ArrayOf(8).Zip(Any.String.ArrayOf(8)).Zip(Gen.Shuffle(Enumerable.Range(0, 8))),
        static row =>
        {
            var ((values, names), order) = row;
            var distinct = names.Distinct(StringComparer.Ordinal).ToArray();
            var map = distinct.Select((name, i) => KeyValuePair.Create(name, values[i])).ToArray();
            var permuted = order.Where(i => i < map.Length).Select(i => map[i]);
            var set = new HashSet<object?>(values, ReferenceEqualityComparer.Instance);
            var permutedSet = new HashSet<object?>(order.Select(i => values[i]), ReferenceEqualityComparer.Instance);
            return InteropKey.Create("t", "op", new Dictionary<string, object?>(map)) == InteropKey.Create("t", "op", new Dictionary<string, object?>(permuted))
                && InteropKey.Create("t", "op", set) == InteropKey.Create("t", "op", permutedSet)
                && InteropValue.Encode(new Dictionary<string, object?>(map)).AsSpan().SequenceEqual(InteropValue.Encode(new Dictionary<string, object?>(permuted)));
        });

    [Fact]
    public void TypedArguments_HaveTheKeysOfUntypedOnes()
    {
        Agree(Any.Int64, KeyParts.Of<long>());
        Agree(Any.Bits, KeyParts.Of<ulong>());
        Agree(Finite, KeyParts.Of<double>());
        Agree(Finite.Select(static value => (float)value).Where(float.IsFinite), KeyParts.Of<float>());
        Agree(Any.String, KeyParts.Of<string>());
        Agree(Any.Decimal, KeyParts.Of<decimal>());
        Agree(Any.Guid, KeyParts.Of<Guid>());
        Agree(Any.DateTimeOffset, KeyParts.Of<DateTimeOffset>());
        Agree(Any.DateTimeOffset.Select(static time => time.UtcDateTime), KeyParts.Of<DateTime>());
        Agree(Finite.ArrayOf().Select(static items => items.ToHashSet()), KeyParts.HashSet(KeyParts.Of<double>()));
        Agree(Any.String.ArrayOf().Select(static items => items.Distinct().ToDictionary(static item => item, static item => item.Length)), KeyParts.Dictionary(KeyParts.Of<string>(), KeyParts.Of<int>()));
        Agree(Any.Int64.ArrayOf().ArrayOf(), KeyParts.Array(KeyParts.Array(KeyParts.Of<long>())));
    }

    [Fact]
    public void TypedValues_HaveTheBytesOfUntypedOnes()
    {
        Agree(Finite, InteropCodecs.Double);
        Agree(Any.Decimal, InteropCodecs.Decimal);
        Agree(Any.DateTimeOffset, InteropCodecs.DateTimeOffset);
        Agree(Any.String.ArrayOf().Select(static items => items.Distinct().ToDictionary(static item => item, static item => (double)item.Length)), InteropCodecs.Dictionary(InteropCodecs.Double));
    }

    [Fact]
    public void NumberThatIsWhole_SharesTheKeyOfItsInteger() => Any.Holds(
        Any.Int64.Where(static value => (double)value is > -9.2e18 and < 9.2e18 && (long)(double)value == value),
        static value => InteropKey.Create("t", "op", value) == InteropKey.Create("t", "op", (double)value));

    [Fact]
    public void Instants_ShareAKeyWhateverTheirOffset() => Any.Holds(
        Any.DateTimeOffset,
        static value => InteropKey.Create("t", "op", value) == InteropKey.Create("t", "op", value.ToUniversalTime()));

    [Fact]
    public void DamagedDocuments_AreReadOrRefusedButNeverAnythingElse() => Any.Holds(
        Tree(Gen.OneOf(Scalar, Time), 3).Zip(Gen.Choose(0, int.MaxValue).ArrayOf(6)),
        static row =>
        {
            var bytes = InteropValue.Encode(new[] { row.Item1, row.Item1 });
            for (var i = 0; i + 1 < row.Item2.Length; i += 2)
            {
                bytes[row.Item2[i] % bytes.Length] = (byte)row.Item2[i + 1];
                try
                {
                    InteropValue.Decode(bytes);
                }
                catch (CacheFormatException exception)
                {
                    Assert.NotEqual(FormatErrorKind.Unknown, exception.Kind);
                }
            }

            return true;
        });

    private static Gen<object?> Tree(Gen<object?> leaf, int depth) => depth == 0
        ? leaf
        : Gen.Frequency(
            (3, leaf),
            (1, Gen.Choose(0, 6).SelectMany(count => Tree(leaf, depth - 1).ArrayOf(count)).Select(static items => (object?)items)),
            (1, Gen.Choose(0, 6).SelectMany(count => Any.String.Zip(Tree(leaf, depth - 1)).ArrayOf(count)).Select(static pairs => (object?)Map(pairs))));

    private static Dictionary<string, object?> Map((string Name, object? Value)[] pairs)
    {
        var map = new Dictionary<string, object?>();
        foreach (var (name, value) in pairs)
        {
            map[name] = value;
        }

        return map;
    }

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (byte[] first, byte[] second) => first.AsSpan().SequenceEqual(second),
        (object?[] first, object?[] second) => first.Length == second.Length && first.Zip(second).All(static pair => Same(pair.First, pair.Second)),
        (Dictionary<string, object?> first, Dictionary<string, object?> second) =>
            first.Count == second.Count && first.All(pair => second.TryGetValue(pair.Key, out var other) && Same(pair.Value, other)),
        (double first, double second) => BitConverter.DoubleToInt64Bits(first) == BitConverter.DoubleToInt64Bits(second),
        (DateTimeOffset first, DateTimeOffset second) => first.EqualsExact(second),
        (DateTime first, DateTime second) => first == second && first.Kind == second.Kind,
        _ => Equals(left, right),
    };

    private static void Agree<T>(Gen<T> values, KeyPart<T> part)
    {
        var format = new InteropKeyFormat("t", "op", "F");
        Any.Holds(values, value =>
        {
            var untyped = InteropKey.EncodeArguments((object?)value);
            return untyped.AsSpan(1).SequenceEqual(KeyParts.EncodeInterop(part, "value", value))
                && format.Create(TestKey.Of(part, value)) == InteropKey.Create("t", "op", (object?)value);
        });
    }

    private static void Agree<T>(Gen<T> values, ValueCodec<T> codec) => Any.Holds(values, value =>
    {
        using var payload = Payload.EncodeInterop(codec, value);
        return payload.Span.SequenceEqual(InteropValue.Encode(value));
    });
}
