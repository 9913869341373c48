using System.ComponentModel;
using System.Diagnostics;

namespace Cachekit.Tests.Storage.Lz4;

/// <summary>The LZ4 library that everybody uses, through its Python module.</summary>
internal static class LibLz4
{
    private const string Script =
        """
        import sys, lz4.block
        modes = {
            'fast': dict(mode='fast', acceleration=20),
            'default': dict(mode='default'),
            'low': dict(mode='high_compression', compression=3),
            'high': dict(mode='high_compression', compression=9),
            'highest': dict(mode='high_compression', compression=12),
        }
        for line in sys.stdin:
            command, argument, data = line.rstrip('\n').split(' ')
            data = bytes.fromhex(data)
            if command == 'compress':
                print('=' + lz4.block.compress(data, store_size=False, **modes[argument]).hex())
                continue
            try:
                print('=' + lz4.block.decompress(data, uncompressed_size=int(argument)).hex())
            except lz4.block.LZ4BlockError:
                print('refused')
        """;

    /// <summary>What <see cref="Compress"/> accepts as a mode.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["fast", "default", "low", "high", "highest"];

    public static string Compress(string mode, byte[] source) => $"compress {mode} {Convert.ToHexStringLower(source)}\n";

    public static string Decompress(int size, byte[] block) => $"decompress {size} {Convert.ToHexStringLower(block)}\n";

    /// <summary>Runs commands.</summary>
    /// <returns>An answer per command; null where the library refused a block.</returns>
    public static async Task<IReadOnlyList<byte[]?>> RunAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        using var python = Start(await FindAsync(cancellationToken), Script);

        // Both ends at once: a process that waits for a reader of its answers reads no more commands.
        var answers = python.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = python.StandardError.ReadToEndAsync(cancellationToken);
        foreach (var command in commands)
        {
            await python.StandardInput.WriteAsync(command.AsMemory(), cancellationToken);
        }

        python.StandardInput.Close();
        var lines = (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await python.WaitForExitAsync(cancellationToken);
        Assert.True(python.ExitCode == 0, await errors);
        Assert.Equal(commands.Count, lines.Length);
        return [.. lines.Select(static line => line[0] == '=' ? Convert.FromHexString(line.AsSpan(1)) : null)];
    }

    // A Python of the user's own often comes first on the path; Debian's packages belong to Debian's.
    private static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var candidate in new[] { "python3", "/usr/bin/python3" })
        {
            try
            {
                using var python = Start(candidate, "import lz4.block");
                python.StandardInput.Close();
                await python.WaitForExitAsync(cancellationToken);
                if (python.ExitCode == 0)
                {
                    return candidate;
                }
            }
            catch (Win32Exception)
            {
                // Not installed: the next candidate, or the message below.
            }
        }

        Assert.Fail("These tests compare with liblz4 through Python: neither 'python3' nor '/usr/bin/python3' has the module 'lz4.block'. "
            + "Install it: apt-get install python3-lz4, or pip install lz4.");
        return "";
    }

    private static Process Start(string python, string script) => Process.Start(new ProcessStartInfo(python, ["-c", script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
