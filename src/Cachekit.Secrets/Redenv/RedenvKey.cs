using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>A key of Redenv, and the text form of its ciphertexts: <c>hex(iv) + "." + hex(ciphertext || tag)</c>, AES-256-GCM without associated data.</summary>
internal sealed class RedenvKey : IDisposable
{
    public const int Bytes = 32;
    public const int IvBytes = 12;
    public const int TagBytes = 16;

    // What is no UTF-8 is no secret that any client wrote, and must not become one with question marks in it.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly AesGcm _cipher;

    /// <param name="key">32 bytes; copied.</param>
    public RedenvKey(ReadOnlySpan<byte> key) => _cipher = new AesGcm(key, TagBytes);

    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: the text has half of a character.</exception>
    public string Encrypt(string text)
    {
        byte[] plain;
        try
        {
            plain = Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new SecretsException(SecretsErrorCode.InvalidInput, "The value is no well-formed text: it has half of a surrogate pair. Encode binary values, as base64 for example.");
        }

        try
        {
            Span<byte> iv = stackalloc byte[IvBytes];
            RandomNumberGenerator.Fill(iv);
            var box = new byte[plain.Length + TagBytes];
            _cipher.Encrypt(iv, plain, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length));
            return $"{Hex(iv)}.{Hex(box)}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.DecryptionFailed"/>: it is no ciphertext, or not one of this key.</exception>
    public string DecryptText(string ciphertext)
    {
        var plain = Decrypt(ciphertext);
        try
        {
            return Utf8.GetString(plain);
        }
        catch (DecoderFallbackException)
        {
            throw new SecretsException(SecretsErrorCode.DecryptionFailed, "The decrypted bytes are no UTF-8 text.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <returns>The plaintext; the caller clears it.</returns>
    /// <inheritdoc cref="DecryptText"/>
    public byte[] Decrypt(string ciphertext)
    {
        if (!TryParse(ciphertext, out var iv, out var box))
        {
            throw new SecretsException(SecretsErrorCode.DecryptionFailed, "The ciphertext is malformed: it has to be a 12-byte iv and a ciphertext with its 16-byte tag, in hexadecimal, with one dot between them.");
        }

        var plain = new byte[box.Length - TagBytes];
        try
        {
            _cipher.Decrypt(iv, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SecretsException(SecretsErrorCode.DecryptionFailed, "The ciphertext was made with another key, or was changed since.");
        }
    }

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string text, out byte[] iv, out byte[] box)
    {
        (iv, box) = ([], []);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot != IvBytes * 2 || text.Length - dot - 1 < TagBytes * 2 || text.IndexOf('.', dot + 1) >= 0)
        {
            return false;
        }

        try
        {
            iv = Convert.FromHexString(text.AsSpan(0, dot));
            box = Convert.FromHexString(text.AsSpan(dot + 1));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    // All clients write small letters.
    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
