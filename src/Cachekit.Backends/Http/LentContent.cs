using System.Net;

namespace Cachekit.Backends;

/// <summary>Sends the caller's own bytes, and can tell when nobody reads them any more.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class LentContent(ReadOnlyMemory<byte> bytes) : HttpContent
{
    private Task? _sending;

    /// <summary>Waits for a body that is still on its way after its request has failed; the caller may use its bytes for something else then.</summary>
    public async ValueTask LetGoAsync()
    {
        if (_sending is { IsCompleted: false } sending)
        {
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) => stream.Write(bytes.Span);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var sending = stream.WriteAsync(bytes, cancellationToken).AsTask();
        _sending = sending;
        return sending;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
