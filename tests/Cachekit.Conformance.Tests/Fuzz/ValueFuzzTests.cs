using Cachekit.Conformance.Tests.Differential;
using Cachekit.Protocol;
using Cachekit.Serialization;

namespace Cachekit.Conformance.Tests.Fuzz;

/// <summary>Damaged values.</summary>
public class ValueFuzzTests
{
    /// <summary>
    /// One byte of a document can be an empty dictionary, which is the largest object for its encoding: so what a document of this many bytes
    /// may become is in proportion to them.
    /// </summary>
    private const long PerByte = 256;

    [Fact]
    public void InteropValue_IsReadOrRefused() =>
        FuzzRun.Over(Documents(), static input => InteropValue.Decode(input), static exception => exception is CacheFormatException { Kind: not FormatErrorKind.Unknown }, Limit);

    [Fact]
    public void Bounds_AllocateNothing() =>
        FuzzRun.Over(Documents(), static input => DecodeBounds.Check(input), static exception => exception is DecodeBoundsException, static _ => FuzzRun.ExceptionCost);

    [Fact]
    public void TypedValue_IsReadOrRefused()
    {
        var codec = Codecs.Dictionary(Codecs.String, Codecs.List(Codecs.Nullable(Codecs.Int32)));
        FuzzRun.Over(
            Typed(codec, static random => Enumerable.Range(0, random.Next(12)).ToDictionary(
                i => RandomText.Next(random, broken: false) + i, _ => Enumerable.Range(0, random.Next(9)).Select(i => i % 4 == 0 ? null : (int?)random.Next()).ToList())),
            input => Payload.Decode(codec, input),
            static exception => exception is CacheSerializationException,
            Limit);
    }

    [Fact]
    public void TypedInteropValue_IsReadOrRefused()
    {
        var codec = InteropCodecs.Dictionary(Codecs.List(InteropCodecs.DateTimeOffset));
        FuzzRun.Over(
            Typed(codec, static random => Enumerable.Range(0, random.Next(9)).ToDictionary(
                i => RandomText.Next(random, broken: false) + i,
                _ => Enumerable.Range(0, random.Next(9)).Select(_ => new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero)).ToList())),
            input => Payload.Decode(codec, input),
            static exception => exception is CacheSerializationException,
            Limit);
    }

    private static long Limit(ReadOnlySpan<byte> input) => FuzzRun.ExceptionCost + (PerByte * input.Length);

    private static byte[][] Documents()
    {
        var source = new ValueSource(DifferentialSize.Seed);
        return [.. Enumerable.Range(0, 400).Select(_ => InteropValue.Encode(source.Next().Value)).Where(static bytes => bytes.Length is > 4 and < 1_000)];
    }

    private static byte[][] Typed<T>(ValueCodec<T> codec, Func<Random, T> make)
    {
        var random = new Random(DifferentialSize.Seed);
        return [.. Enumerable.Range(0, 60).Select(_ =>
        {
            using var payload = Payload.Encode(codec, make(random));
            return payload.Span.ToArray();
        }).Where(static bytes => bytes.Length < 2_000)];
    }
}
