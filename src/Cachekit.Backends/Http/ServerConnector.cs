using System.Net;
using System.Net.Sockets;

namespace Cachekit.Backends;

/// <summary>
/// Opens connections to addresses that it has looked up and checked itself, so that no name can lead elsewhere after it was checked.
/// </summary>
/// <param name="allowPrivateNetwork">Whether addresses are allowed that are not public.</param>
/// <param name="resolve">Looks up the addresses of a name.</param>
internal sealed class ServerConnector(bool allowPrivateNetwork, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken).ConfigureAwait(false);

        // One that is not public is enough: an honest name has none.
        if (!allowPrivateNetwork && !Array.TrueForAll(addresses, PublicAddresses.Contains))
        {
            throw new AddressRefusedException();
        }

        var failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            Socket? socket = null;
            try
            {
                // The system may lack the address's family, and have that of the next one.
                socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket?.Dispose();
                failure = exception;
            }
            catch
            {
                socket?.Dispose();
                throw;
            }
        }

        throw failure;
    }
}
