namespace Cachekit.Storage;

/// <summary>Entries of <c>interop/v2</c>: the encoded value in a container that compresses it where that makes it smaller.</summary>
/// <param name="compressionLevel">0 for none, else 1 to 9.</param>
internal sealed class InteropContainerFormat(int compressionLevel) : PlainFormat
{
    internal override bool HasStamp => false;

    internal override bool IsContainer => true;

    internal override int MaxSize(int payload, EntryMetadata? metadata = null) => ContainerWriter.MaxSize(payload);

    internal override int Write(ReadOnlySpan<byte> payload, in EntryContext context, Span<byte> destination)
    {
        RequireNoTags(in context);
        return ContainerWriter.Write(payload, destination, compressionLevel);
    }

    internal override OpenedEntry Open(ReadOnlySpan<byte> stored, bool secret)
    {
        var reader = ContainerReader.Open(stored);
        var rented = PooledBuffer.Rent(reader.OriginalSize, secret);
        try
        {
            reader.Read(rented.AsSpan(0, reader.OriginalSize));
            return new OpenedEntry(rented, reader.OriginalSize);
        }
        catch
        {
            PooledBuffer.Return(rented, secret);
            throw;
        }
    }
}
