using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Cachekit.Backends;

internal sealed partial class MemcachedConnection
{
    private const int BufferSize = 64 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    private void Run()
    {
        try
        {
            var failure = Connect();
            if (failure is null)
            {
                _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                failure = Receive();
            }

            Close(failure);
        }
        catch (Exception exception)
        {
            // An exception that left this thread would end the process; so it fails the calls that wait.
            Close(MemcachedErrors.Lost(_server.Name, exception.Message, exception));
        }
        finally
        {
            _socket?.Dispose();
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
            }
        }
    }

    private CacheBackendException? Connect()
    {
        Exception? last = null;
        try
        {
            foreach (var address in Resolve())
            {
                last = TryConnect(new IPEndPoint(address, _server.Endpoint.Port), out var socket);
                if (socket is not null)
                {
                    return Open(socket);
                }
            }
        }
        catch (SocketException exception)
        {
            last = exception;
        }

        return last switch
        {
            CacheBackendException timeout => timeout,
            not null => MemcachedErrors.NotConnected(_server.Name, last),
            null => MemcachedErrors.NotConnected(_server.Name, new SocketException((int)SocketError.HostNotFound)),
        };
    }

    private CacheBackendException? Open(Socket socket)
    {
        lock (_gate)
        {
            _socket = socket;
            if (_isClosed)
            {
                return MemcachedErrors.Lost(_server.Name, "it was given up.");
            }

            _isOpen = true;
            Volatile.Write(ref _lastReceived, Environment.TickCount64);
        }

        _server.OnOpened();
        Flush();
        return null;
    }

    private IPAddress[] Resolve() =>
        IPAddress.TryParse(_server.Endpoint.Host, out var address) ? [address] : Dns.GetHostAddresses(_server.Endpoint.Host);

    private Exception? TryConnect(IPEndPoint endpoint, out Socket? connected)
    {
        connected = null;
        Socket? socket = null;
        try
        {
            // The system may lack the address's family.
            socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            if (BeginConnect(socket, endpoint) || FinishConnect(socket))
            {
                (connected, socket) = (socket, null);
                return null;
            }

            return MemcachedErrors.ConnectTimedOut(_server.Name, _server.ConnectTimeout);
        }
        catch (SocketException exception)
        {
            return exception;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static bool BeginConnect(Socket socket, IPEndPoint endpoint)
    {
        try
        {
            socket.Connect(endpoint);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return false;
        }
    }

    private bool FinishConnect(Socket socket)
    {
        var left = _connectDeadline - Environment.TickCount64;
        if (left <= 0 || !socket.Poll(TimeSpan.FromMilliseconds(left), SelectMode.SelectWrite))
        {
            return false;
        }

        var error = (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        return error == 0 ? true : throw new SocketException(error);
    }

    private CacheBackendException Receive()
    {
        var mayHaveMore = false;
        try
        {
            while (!_isClosed)
            {
                if (!mayHaveMore)
                {
                    _socket!.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);
                }

                var target = Target();
                var count = _socket!.Receive(target, SocketFlags.None, out var error);
                if (error == SocketError.WouldBlock)
                {
                    mayHaveMore = false;
                    continue;
                }

                if (error != SocketError.Success)
                {
                    return MemcachedErrors.Lost(_server.Name, new SocketException((int)error).Message, new SocketException((int)error));
                }

                if (count == 0)
                {
                    return MemcachedErrors.Lost(_server.Name, "the server closed it.");
                }

                mayHaveMore = count == target.Length;
                Volatile.Write(ref _lastReceived, Environment.TickCount64);
                if (Accept(count) is { } failure)
                {
                    return failure;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return MemcachedErrors.Lost(_server.Name, exception.Message, exception);
        }

        return MemcachedErrors.Lost(_server.Name, "it was given up.");
    }
}
