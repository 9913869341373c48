using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

/// <summary>Values as bytes and back, the way the pipeline does it.</summary>
internal static class Encoded
{
    public static byte[] Bytes<T>(ValueCodec<T> codec, T value)
    {
        using var payload = Payload.Encode(codec, value);
        return payload.ToArray();
    }

    public static string Hex<T>(ValueCodec<T> codec, T value) => Convert.ToHexStringLower(Bytes(codec, value));

    public static T Decode<T>(ValueCodec<T> codec, string hex) => Payload.Decode(codec, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public static T RoundTrip<T>(ValueCodec<T> codec, T value) => Payload.Decode(codec, Bytes(codec, value));

    /// <summary>The message of the refusal.</summary>
    public static string Refusal<T>(ValueCodec<T> codec, string hex) =>
        Assert.ThrowsAny<CacheSerializationException>(() => Decode(codec, hex)).Message;
}
