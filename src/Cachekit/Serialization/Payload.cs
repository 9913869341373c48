namespace Cachekit.Serialization;

/// <summary>Whole values as bytes: where codecs meet buffers, and where everything that goes wrong becomes one kind of exception.</summary>
internal static class Payload
{
    /// <summary>Encodes a value.</summary>
    /// <param name="codec">Writes it.</param>
    /// <param name="value">The value.</param>
    /// <param name="secret">Whether every buffer that held it is cleared.</param>
    /// <exception cref="CacheSerializationException">The value has no encoded form, or its own code threw.</exception>
    public static PooledPayload Encode<T>(ValueCodec<T> codec, T value, bool secret = false) => Encode(codec, value, new MessagePackWriter(secret));

    /// <summary>Encodes a value that is shared with other SDKs.</summary>
    /// <inheritdoc cref="Encode{T}(ValueCodec{T}, T, bool)"/>
    public static PooledPayload EncodeInterop<T>(ValueCodec<T> codec, T value, bool secret = false) =>
        Encode(codec, value, MessagePackWriter.CreateInterop(secret));

    /// <summary>Decodes a value from bytes that nobody vouches for.</summary>
    /// <exception cref="CacheSerializationException">The bytes are not exactly one value of this type.</exception>
    public static T Decode<T>(ValueCodec<T> codec, ReadOnlySpan<byte> bytes)
    {
        DecodeBounds.Check(bytes);
        return DecodeChecked(codec, bytes);
    }

    /// <summary>Decodes a value that is shared with other SDKs.</summary>
    /// <exception cref="CacheSerializationException">The bytes are not exactly one value of this type.</exception>
    public static T DecodeInterop<T>(ValueCodec<T> codec, ReadOnlySpan<byte> bytes)
    {
        InteropDocument.Check(bytes);
        return DecodeChecked(codec, bytes);
    }

    private static PooledPayload Encode<T>(ValueCodec<T> codec, T value, MessagePackWriter writer)
    {
        try
        {
            codec.Write(ref writer, value);
            return writer.Detach();
        }
        catch (Exception exception) when (exception is not (CacheSerializationException or OutOfMemoryException))
        {
            throw new CacheSerializationException($"A value of type '{typeof(T)}' could not be encoded: its own code threw a {exception.GetType()}.", exception);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static T DecodeChecked<T>(ValueCodec<T> codec, ReadOnlySpan<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        T value;
        try
        {
            value = codec.Read(ref reader);
        }
        catch (Exception exception) when (exception is not (CacheSerializationException or OutOfMemoryException))
        {
            throw new CacheSerializationException(
                $"A value of type '{typeof(T)}' could not be decoded, near byte {reader.Position}: a {exception.GetType()} was thrown. The bytes were written for another type, or they are damaged.",
                exception);
        }

        if (!reader.End)
        {
            SerializationErrors.TrailingBytes(reader.Position, bytes.Length);
        }

        return value;
    }
}
