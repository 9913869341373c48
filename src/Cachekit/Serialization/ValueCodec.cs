using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary>Writes and reads values of one type as MessagePack. Generated code has one per type that a cached method returns.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ValueCodec<T>
{
    /// <summary>Writes one value, <see langword="null"/> included.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="CacheSerializationException">The value has no form: too deep, or text that is not valid Unicode.</exception>
    public abstract void Write(ref MessagePackWriter writer, T value);

    /// <summary>Reads one value.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="CacheSerializationException">The bytes are not such a value.</exception>
    public abstract T Read(ref MessagePackReader reader);
}
