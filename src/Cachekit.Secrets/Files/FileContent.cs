using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Cachekit.Secrets;

/// <summary>A file as it was read, whole.</summary>
/// <param name="path">Where it is.</param>
/// <param name="bytes">What is in it.</param>
internal sealed class FileContent(string path, byte[] bytes)
{
    /// <summary>No file of settings or secrets is that large; one that is, is not the one that was meant.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public string Path => path;

    public ReadOnlySpan<byte> Bytes => bytes;

    public MemoryStream Stream() => new(bytes, writable: false);

    /// <summary>The text, without a byte order mark.</summary>
    /// <exception cref="SecretsException">It is no UTF-8.</exception>
    public string Text() => TryText() ?? throw new SecretsException(SecretsErrorCode.InvalidInput, $"'{path}' is no text in UTF-8. Save it as UTF-8.");

    /// <summary>The text, without a byte order mark; <see langword="null"/> where the bytes are no UTF-8.</summary>
    public string? TryText()
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="SecretsException">It is too large.</exception>
    public static FileContent Read(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(handle, path);
    }

    /// <summary>Reads an open file to its end, however long it was said to be.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="SecretsException">It is too large.</exception>
    public static FileContent Read(SafeFileHandle handle, string path)
    {
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        using var copy = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (copy.Length + count > MaxBytes)
            {
                throw new SecretsException(SecretsErrorCode.InvalidInput, $"'{path}' is larger than {MaxBytes / (1024 * 1024)} MiB, so it is no file of settings or secrets. Check the path.");
            }

            copy.Write(buffer, 0, count);
        }

        return new FileContent(path, copy.ToArray());
    }
}
