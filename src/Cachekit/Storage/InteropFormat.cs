namespace Cachekit.Storage;

/// <summary>Entries of <c>interop/v1</c>: the encoded value itself, and nothing else.</summary>
internal sealed class InteropFormat : PlainFormat
{
    internal override bool HasStamp => false;

    internal override bool IsContainer => false;

    internal override int MaxSize(int payload, EntryMetadata? metadata = null) => payload;

    internal override int Write(ReadOnlySpan<byte> payload, in EntryContext context, Span<byte> destination)
    {
        RequireNoTags(in context);
        payload.CopyTo(destination);
        return payload.Length;
    }

    internal override OpenedEntry Open(ReadOnlySpan<byte> stored, bool secret) => new(stored);

    internal override byte[] Seal(ReadOnlySpan<byte> payload, in EntryContext context)
    {
        RequireNoTags(in context);
        return payload.ToArray();
    }
}
