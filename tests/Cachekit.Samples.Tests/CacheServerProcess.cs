using System.Diagnostics;
using System.Net.Security;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cachekit.Samples.Tests;

/// <summary>The sample as its users start it, on a machine where it has never run: with a home directory of its own.</summary>
internal sealed class CacheServerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly string _home;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CacheServerProcess(Process process, string home)
    {
        _process = process;
        _home = home;
    }

    public string State => Path.Combine(_home, ".local", "share", "cachekit-server");

    public Uri Address => _address.Task.Result;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static async Task<CacheServerProcess> StartAsync(string home, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        start.ArgumentList.Add(Path.Combine(Metadata("SamplesDirectory"), "CacheServer", "bin", Metadata("Configuration"), "net10.0", "CacheServer.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("https://127.0.0.1:0");
        start.Environment["HOME"] = home;
        start.Environment.Remove("XDG_DATA_HOME");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var server = new CacheServerProcess(new Process { StartInfo = start }, home);
        server._process.OutputDataReceived += (_, line) => server.Take(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Take(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        var ended = server._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(Task.WhenAll(server._address.Task, server._told.Task), ended) == ended)
        {
            await ended;
            throw new InvalidOperationException($"The sample ended with {server._process.ExitCode}: {server.Output}");
        }

        return server;
    }

    /// <summary>A client that trusts the server's certificate and nothing else.</summary>
    public HttpClient Connect(string apiKey)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Path.Combine(State, "localhost.pem"));
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        var client = new HttpClient(handler) { BaseAddress = Address, DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        client.DefaultRequestHeaders.Authorization = new("Bearer", apiKey);
        client.DefaultRequestHeaders.Add("X-CacheKit-L1-Status", "disabled");
        return client;
    }

    /// <summary>Asks the process to end, as a service manager does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        var at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0)
        {
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        }

        if (line.Contains("CACHEKIT_API_KEY=", StringComparison.Ordinal))
        {
            _told.TrySetResult();
        }
    }

    private static string Metadata(string key) => typeof(CacheServerProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
