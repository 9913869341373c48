using System.Diagnostics;
using Cachekit.Conformance.Tests.Json;

[assembly: AssemblyFixture(typeof(Cachekit.Conformance.Tests.Peers.PythonPeer))]

namespace Cachekit.Conformance.Tests.Peers;

/// <summary>The implementation in Python, as one process that answers a line of JSON with a line of JSON.</summary>
public sealed class PythonPeer : IDisposable
{
    private const string Modules = "msgpack, cryptography, lz4.block, xxhash, redis";

    private readonly object _lock = new();
    private readonly Process? _process;

    public PythonPeer()
    {
        if (Interpreter() is { } interpreter)
        {
            var start = new ProcessStartInfo(interpreter, ["-B", Path.Join(AppContext.BaseDirectory, "Python", "peer.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            _process = Process.Start(start);
        }
    }

    /// <summary>Ends the test where there is no Python with the modules that the peer needs; <c>eng/test</c> installs them.</summary>
    public void Require() => Assert.SkipWhen(_process is null, $"There is no python3 with the modules {Modules}; './eng/test' installs them on Debian.");

    internal JsonMap Ask(JsonMap request) => Ask([request])[0];

    /// <summary>The answers to many requests. They are sent while answers are read: neither side ever waits on a full pipe.</summary>
    internal List<JsonMap> Ask(IReadOnlyList<JsonMap> requests)
    {
        Require();
        lock (_lock)
        {
            var sending = Task.Run(() =>
            {
                foreach (var request in requests)
                {
                    _process!.StandardInput.Write(JsonText.Write(request) + "\n");
                }

                _process!.StandardInput.Flush();
            });
            var answers = new List<JsonMap>(requests.Count);
            while (answers.Count < requests.Count)
            {
                var line = _process!.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer has ended; its own error is above.");
                answers.Add((JsonMap)JsonText.Parse(line)!);
            }

            sending.GetAwaiter().GetResult();
            Assert.All(answers.Zip(requests), static pair => Assert.False(pair.First.Has("crashed"), $"The peer: {JsonText.Write(pair.First)} to {JsonText.Write(pair.Second)}"));
            return answers;
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

    /// <summary>Debian's own interpreter has Debian's modules; the one on the PATH may be another.</summary>
    private static string? Interpreter() =>
        Array.Find(["/usr/bin/python3", "python3"], static candidate => Imports(candidate));

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
