using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>The bytes of a snapshot.</summary>
/// <remarks>
/// <para>Version 1: <c>CKRS</c>, the version (1 byte), the time in milliseconds since 1970 (8 bytes, the highest first), project, environment and token id (each 2 bytes
/// of length and UTF-8), salt (16 bytes), nonce (12 bytes), ciphertext, tag (16 bytes).</para>
/// <para>All before the ciphertext is authenticated with it (AES-256-GCM). The key is HKDF-SHA256 of the secret token, with the salt and
/// <see cref="Info"/>. The plaintext is a JSON object of names and values as they are stored, unexpanded.</para>
/// </remarks>
internal static class RedenvSnapshotFormat
{
    public const byte Version = 1;

    private const int SaltBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly byte[] Magic = "CKRS"u8.ToArray();

    // The token makes other keys too; none of them is this one.
    private static readonly byte[] Info = "cachekit redenv snapshot 1"u8.ToArray();

    public static byte[] Seal(Secrets secrets, RedenvSettings settings, DateTimeOffset now)
    {
        var header = Header(settings, now);
        var plain = Plain(secrets);
        var key = Key(settings.Token, header.AsSpan(header.Length - NonceBytes - SaltBytes, SaltBytes));
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            var sealedBytes = new byte[header.Length + plain.Count + TagBytes];
            header.CopyTo(sealedBytes, 0);
            var body = sealedBytes.AsSpan(header.Length);
            cipher.Encrypt(header.AsSpan(header.Length - NonceBytes), plain, body[..plain.Count], body[plain.Count..], header);
            return sealedBytes;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <returns>Why it cannot be used; <see langword="null"/> when it can.</returns>
    public static string? Open(ReadOnlySpan<byte> bytes, RedenvSettings settings, out Secrets? secrets, out DateTimeOffset takenAt)
    {
        (secrets, takenAt) = (null, default);
        if (bytes.Length < Magic.Length + 1 || !bytes[..Magic.Length].SequenceEqual(Magic))
        {
            return "it is no snapshot";
        }

        if (bytes[Magic.Length] != Version)
        {
            return $"it has version {bytes[Magic.Length]} of the format, and this is version {Version}";
        }

        var at = Magic.Length + 1;
        if (!TryTake(bytes, ref at, sizeof(long), out var time)
            || !TryText(bytes, ref at, out var project) || !TryText(bytes, ref at, out var environment) || !TryText(bytes, ref at, out var tokenId)
            || !TryTake(bytes, ref at, SaltBytes, out var salt) || !TryTake(bytes, ref at, NonceBytes, out var nonce) || bytes.Length - at < TagBytes)
        {
            return "it is cut off";
        }

        if (!project.SequenceEqual(Encoding.UTF8.GetBytes(settings.Project))
            || !environment.SequenceEqual(Encoding.UTF8.GetBytes(settings.Environment))
            || !tokenId.SequenceEqual(Encoding.UTF8.GetBytes(settings.TokenId)))
        {
            return "it was taken of another project or environment, or with another token";
        }

        var key = Key(settings.Token, salt);
        var plain = new byte[bytes.Length - at - TagBytes];
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(nonce, bytes[at..^TagBytes], bytes[^TagBytes..], plain, bytes[..at]);
            var milliseconds = BinaryPrimitives.ReadInt64BigEndian(time);
            takenAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            secrets = new Secrets(Read(plain));
            return null;
        }
        catch (AuthenticationTagMismatchException)
        {
            return "it was changed since it was written, or was taken with another token";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static byte[] Header(RedenvSettings settings, DateTimeOffset now)
    {
        using var header = new MemoryStream();
        header.Write(Magic);
        header.WriteByte(Version);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, now.ToUnixTimeMilliseconds());
        header.Write(number);
        foreach (var text in new[] { settings.Project, settings.Environment, settings.TokenId })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteUInt16BigEndian(number, checked((ushort)bytes.Length));
            header.Write(number[..sizeof(ushort)]);
            header.Write(bytes);
        }

        header.Write(RandomNumberGenerator.GetBytes(SaltBytes + NonceBytes));
        return header.ToArray();
    }

    private static byte[] Key(string token, ReadOnlySpan<byte> salt)
    {
        var password = Encoding.UTF8.GetBytes(token);
        var key = new byte[RedenvKey.Bytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, password, key, salt, Info);
        CryptographicOperations.ZeroMemory(password);
        return key;
    }

    private static ArraySegment<byte> Plain(Secrets secrets)
    {
        // Large enough from the start: a buffer that grows leaves what it had before behind.
        var buffer = new MemoryStream(2 + secrets.Raw.Sum(static secret => 6 * (secret.Key.Length + secret.Value.Length + 1)) + 16);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in secrets.Raw)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return new ArraySegment<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static Dictionary<string, string> Read(byte[] plain)
    {
        using var json = JsonDocument.Parse(plain);
        return json.RootElement.EnumerateObject().ToDictionary(static property => property.Name, static property => property.Value.GetString()!, StringComparer.Ordinal);
    }

    private static bool TryText(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> text)
    {
        text = default;
        return TryTake(bytes, ref at, sizeof(ushort), out var length) && TryTake(bytes, ref at, BinaryPrimitives.ReadUInt16BigEndian(length), out text);
    }

    private static bool TryTake(ReadOnlySpan<byte> bytes, ref int at, int count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (bytes.Length - at < count)
        {
            return false;
        }

        taken = bytes.Slice(at, count);
        at += count;
        return true;
    }
}
