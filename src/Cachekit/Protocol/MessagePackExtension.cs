namespace Cachekit.Protocol;

/// <summary>An extension of MessagePack that another program wrote into a shared value. No SDK writes one, and none gives it a meaning.</summary>
/// <param name="Type">The number of the type, from -128 to 127; the negative ones are MessagePack's own.</param>
/// <param name="Data">Its bytes, in a copy of their own.</param>
public readonly record struct MessagePackExtension(sbyte Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether type and bytes are the same.</summary>
    /// <param name="other">The other extension.</param>
    public bool Equals(MessagePackExtension other) => Type == other.Type && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Type);
        hash.AddBytes(Data.Span);
        return hash.ToHashCode();
    }
}
