using System.Diagnostics;
using System.Reflection;

namespace Cachekit.Fleet.Tests;

/// <summary>One process of the fleet. It ends with this object at the latest.</summary>
internal sealed class Member : IAsyncDisposable
{
    private static readonly string Program =
        typeof(Member).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Fleet").Value!;

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Member(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static Member Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new Member(Process.Start(start)!);
    }

    /// <summary>Reads lines until one is there, and returns those before it.</summary>
    public async Task<List<string>> UntilAsync(string wanted, CancellationToken cancellationToken)
    {
        List<string> before = [];
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == wanted)
            {
                return before;
            }

            before.Add(line);
        }

        throw new InvalidOperationException($"The member ended before it said '{wanted}': {await _errors}");
    }

    public Task<string?> ReadLineAsync(CancellationToken cancellationToken) => _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask();

    public async Task GoAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Everything else that it says until it ends in order.</summary>
    public async Task<List<string>> EndAsync(CancellationToken cancellationToken)
    {
        List<string> lines = [];
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
        }

        await _process.WaitForExitAsync(cancellationToken);
        Assert.Equal("", await _errors);
        Assert.Equal(0, _process.ExitCode);
        return lines;
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
