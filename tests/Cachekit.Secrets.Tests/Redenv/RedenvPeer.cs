using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Cachekit.Secrets.Tests.Redenv;

/// <summary>The client in Python, as one process that answers a line of JSON with a line of JSON.</summary>
public sealed class RedenvPeer : IDisposable
{
    private const string Modules = "cryptography, redis";

    private readonly object _lock = new();
    private readonly Process? _process;

    public RedenvPeer()
    {
        // Debian's own interpreter has Debian's modules; the one on the PATH may be another.
        if (Array.Find(["/usr/bin/python3", "python3"], Imports) is { } interpreter)
        {
            _process = Process.Start(new ProcessStartInfo(interpreter, ["-B", Path.Join(AppContext.BaseDirectory, "Redenv", "Python", "redenv_peer.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            });
        }
    }

    public bool IsThere => _process is not null;

    public static string Needs => $"python3 with the modules {Modules}";

    public JsonNode Ask(JsonObject request)
    {
        lock (_lock)
        {
            _process!.StandardInput.WriteLine(request.ToJsonString());
            _process.StandardInput.Flush();
            var answer = JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer has ended; its own error is above."))!;
            Assert.True(answer["crashed"] is null, $"The peer: {answer["crashed"]} to {request["op"]}");
            return answer;
        }
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static bool Imports(string interpreter)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(interpreter, ["-c", $"import {Modules}"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
