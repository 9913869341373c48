using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

/// <summary>A codec with values that it must bring back, for the tests that go over all codecs.</summary>
/// <param name="Name">The member of <see cref="Codecs"/>, perhaps with more words behind it.</param>
internal abstract record CodecCase(string Name)
{
    /// <summary>The encoded values.</summary>
    public abstract IReadOnlyList<byte[]> Payloads { get; }

    /// <summary>Decodes bytes and throws the result away.</summary>
    public abstract void Decode(ReadOnlySpan<byte> bytes);

    /// <summary>Decodes bytes with the codec alone, without the walk over the headers before it.</summary>
    public abstract void DecodeUnchecked(ReadOnlySpan<byte> bytes);

    /// <summary>Checks that every value comes back.</summary>
    public abstract void AssertRoundTrip();

    public sealed override string ToString() => Name;

    public static CodecCase Of<T>(string name, ValueCodec<T> codec, params T[] values) => new Case<T>(name, codec, values, v => v);

    /// <summary>A case whose values are compared by a picture of them.</summary>
    public static CodecCase Pictured<T>(string name, ValueCodec<T> codec, Func<T, object?> picture, params T[] values) => new Case<T>(name, codec, values, picture);

    private sealed record Case<T>(string Name, ValueCodec<T> Codec, T[] Values, Func<T, object?> Picture) : CodecCase(Name)
    {
        public override IReadOnlyList<byte[]> Payloads { get; } = [.. Values.Select(v => Encoded.Bytes(Codec, v))];

        public override void Decode(ReadOnlySpan<byte> bytes) => Payload.Decode(Codec, bytes);

        public override void DecodeUnchecked(ReadOnlySpan<byte> bytes)
        {
            var reader = new MessagePackReader(bytes);
            Codec.Read(ref reader);
        }

        public override void AssertRoundTrip()
        {
            foreach (var value in Values)
            {
                var copy = Encoded.RoundTrip(Codec, value);
                Assert.Equal(Picture(value), Picture(copy));
            }
        }
    }
}
