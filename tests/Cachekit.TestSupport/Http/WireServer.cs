using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cachekit.TestSupport;

/// <summary>
/// A server that speaks HTTP/1.1 over TLS on this machine, keeps every request as it came over the wire, and answers what the test says, byte for byte.
/// </summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;
    private int _connectionCount;

    public WireServer(params IEnumerable<string> names)
    {
        _certificate = WireCertificate.Create(names);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"https://localhost:{Port.ToString(CultureInfo.InvariantCulture)}";

    public X509Certificate2 Certificate => _certificate;

    /// <summary>What a client has to trust.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_certificate.RawData)];

    /// <summary>Answers a request.</summary>
    public Func<WireRequest, WireAnswer> Answer { get; set; } = static _ => WireAnswer.Status(200);

    /// <summary>Answers a request before its body has come; <see langword="null"/>: it may come.</summary>
    public Func<WireRequest, WireAnswer?> AnswerEarly { get; set; } = static _ => null;

    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    /// <summary>How many connections there have been.</summary>
    public int Connections => Volatile.Read(ref _connectionCount);

    /// <summary>Answers in this order, and the last one from then on.</summary>
    public void AnswerWith(params WireAnswer[] answers)
    {
        var next = -1;
        Answer = _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)];
    }

    /// <summary>Waits for one request more.</summary>
    public Task ArrivedAsync(CancellationToken cancellationToken) => _arrived.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _certificate.Dispose();
        _arrived.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connectionCount);
                _connections.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                using var tls = new SslStream(client.GetStream());
                var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [SslApplicationProtocol.Http11] };
                await tls.AuthenticateAsServerAsync(options, _stop.Token);
                while (await AnswerNextAsync(tls))
                {
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, refused the certificate, or the server stops.
        }
    }

    private async Task<bool> AnswerNextAsync(SslStream stream)
    {
        var head = await ReadHeadAsync(stream);
        if (head is null)
        {
            return false;
        }

        var lines = head.Split("\r\n");
        var start = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(static line => line.Split(": ", 2)).Select(static pair => KeyValuePair.Create(pair[0], pair.Length > 1 ? pair[1] : "")).ToList();
        var request = new WireRequest(start[0], start[1], headers);
        var answer = AnswerEarly(request);
        if (answer is null)
        {
            if (request["Expect"] is not null)
            {
                await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token);
            }

            var body = new byte[int.Parse(request["Content-Length"] ?? "0", CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body, _stop.Token);
            request.Body = body;
            answer = Answer(request);
        }

        _requests.Enqueue(request);
        _arrived.Release();
        await stream.WriteAsync(answer.Bytes, _stop.Token);
        await stream.FlushAsync(_stop.Token);
        if (answer.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
        }

        return !answer.Close;
    }

    private async Task<string?> ReadHeadAsync(SslStream stream)
    {
        var head = new List<byte>(1024);
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Add(one[0]);
            if (head.Count > 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n')
            {
                return Encoding.Latin1.GetString([.. head], 0, head.Count - 4);
            }
        }

        return null;
    }
}
