using Cachekit.Serialization;
using Cachekit.Storage.Lz4;

namespace Cachekit.Storage;

/// <summary>Reads the container of interop/v2 from bytes that nobody vouches for.</summary>
/// <remarks><see cref="Open"/> decides everything that can be decided without the document; only then does anybody know how much to allocate.</remarks>
internal readonly ref struct ContainerReader
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly bool _isCompressed;

    private ContainerReader(ReadOnlySpan<byte> payload, bool isCompressed, int originalSize)
    {
        _payload = payload;
        _isCompressed = isCompressed;
        OriginalSize = originalSize;
    }

    /// <summary>How many bytes the value document has.</summary>
    public int OriginalSize { get; }

    /// <summary>Checks all but the document itself. Nothing is allocated.</summary>
    /// <exception cref="CacheFormatException">A rule is broken; its kind says which.</exception>
    public static ContainerReader Open(ReadOnlySpan<byte> container)
    {
        if (container is not [ContainerWriter.Mark, ContainerWriter.Version, .. var body])
        {
            StorageErrors.Mark(container);
            return default;
        }

        DecodeBounds.Check(body);
        var reader = new FieldReader(body);
        if (!reader.TryReadArray(out var parts))
        {
            StorageErrors.Part("an array of three parts", ContainerWriter.MarkSize);
        }

        if (parts != ContainerWriter.Parts)
        {
            StorageErrors.PartCount("The container", parts, ContainerWriter.Parts);
        }

        if (!reader.TryReadUnsigned(out var method))
        {
            StorageErrors.Part("the compression method, an unsigned integer,", ContainerWriter.MarkSize + reader.Position);
        }

        if (!reader.TryReadUnsigned(out var originalSize))
        {
            StorageErrors.Part("the original size, an unsigned integer,", ContainerWriter.MarkSize + reader.Position);
        }

        if (!reader.TryReadBinary(out var payload))
        {
            StorageErrors.Part("the value, as bytes,", ContainerWriter.MarkSize + reader.Position);
        }

        CheckLimits(method, originalSize, payload.Length);
        return new ContainerReader(payload, method == ContainerWriter.Lz4, (int)originalSize);
    }

    /// <summary>Gives the value document, decompressed where it must be.</summary>
    /// <param name="destination">Exactly <see cref="OriginalSize"/> bytes. After an exception their content is undefined.</param>
    /// <exception cref="CacheFormatException">The data is no LZ4 block of this size.</exception>
    public void Read(Span<byte> destination)
    {
        if (destination.Length != OriginalSize)
        {
            throw new ArgumentException($"The document has {OriginalSize} bytes, the destination {destination.Length}: give it exactly the original size.", nameof(destination));
        }

        if (!_isCompressed)
        {
            _payload.CopyTo(destination);
        }
        else if (!Lz4Block.TryDecode(_payload, destination))
        {
            StorageErrors.Compression(OriginalSize);
        }
    }

    private static void CheckLimits(ulong method, ulong originalSize, int payload)
    {
        if (method is not (ContainerWriter.Plain or ContainerWriter.Lz4))
        {
            StorageErrors.Method(method);
        }

        if (originalSize > StorageLimits.MaxSize)
        {
            StorageErrors.OriginalSize(originalSize);
        }

        if (payload > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The payload of the container", payload);
        }

        if (method == ContainerWriter.Plain)
        {
            if (originalSize != (ulong)payload)
            {
                StorageErrors.PlainSize(originalSize, payload);
            }

            return;
        }

        if (payload == 0)
        {
            StorageErrors.EmptyData();
        }

        if (originalSize > (ulong)StorageLimits.MaxRatio * (ulong)payload)
        {
            StorageErrors.Ratio(originalSize, payload);
        }
    }
}
