using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>Encryption by the letter of the protocol, straight from the platform: what the library's own is compared with.</summary>
internal static class Crypto
{
    public const string DefaultMasterKey = "6161616161616161616161616161616161616161616161616161616161616161";

    public static byte[] DeriveKey(byte[] masterKey, string tenant)
    {
        var domain = "encryption"u8;
        var name = Encoding.UTF8.GetBytes(tenant);
        byte[] salt = [.. "cachekit_v1_"u8, (byte)domain.Length, .. domain, (byte)(name.Length >> 8), (byte)name.Length, .. name];
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, 32, salt, domain.ToArray());
    }

    /// <summary>Opens a stored entry with authenticated bytes that are given whole.</summary>
    public static byte[] Open(string masterKeyHex, string tenant, byte[] stored, byte[] associatedData)
    {
        using var aes = new AesGcm(DeriveKey(Convert.FromHexString(masterKeyHex), tenant), 16);
        var plaintext = new byte[stored.Length - 28];
        aes.Decrypt(stored.AsSpan(0, 12), stored.AsSpan(12, plaintext.Length), stored.AsSpan(stored.Length - 16), plaintext, associatedData);
        return plaintext;
    }

    /// <summary>The components of authenticated bytes: tenant, cache key, format, compressed, and the original type where there is one.</summary>
    public static List<string> Components(byte[] associatedData)
    {
        Assert.Equal(3, associatedData[0]);
        var components = new List<string>();
        for (var rest = associatedData.AsSpan(1); !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            components.Add(Encoding.UTF8.GetString(rest.Slice(4, length)));
            rest = rest[(4 + length)..];
        }

        return components;
    }
}
