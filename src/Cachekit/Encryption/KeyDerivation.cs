using System.Buffers.Binary;
using System.Text;

namespace Cachekit.Encryption;

/// <summary>Derives the keys of a tenant from a master key, so that one tenant's entries say nothing of another's.</summary>
internal static class KeyDerivation
{
    /// <summary>The domain of the key that encrypts entries; the only one that entries use.</summary>
    internal const string Encryption = "encryption";

    private const int MaxDomain = byte.MaxValue;

    internal static int MaxSaltSize => Mark.Length + 1 + MaxDomain + sizeof(ushort) + Tenants.MaxSize;

    private static ReadOnlySpan<byte> Mark => "cachekit_v1_"u8;

    internal static SecretKey Derive(SecretKey master, string domain, string tenant)
    {
        Tenants.ThrowIfInvalid(tenant);
        Span<byte> info = stackalloc byte[MaxDomain];
        info = info[..Encoding.ASCII.GetBytes(domain, info)];
        Span<byte> salt = stackalloc byte[MaxSaltSize];
        return master.Derive(salt[..WriteSalt(info, tenant, salt)], info);
    }

    /// <summary>Both lengths are written, so that no two pairs of domain and tenant have the same salt.</summary>
    /// <returns>How many bytes were written.</returns>
    internal static int WriteSalt(ReadOnlySpan<byte> domain, string tenant, Span<byte> salt)
    {
        Mark.CopyTo(salt);
        var at = Mark.Length;
        salt[at++] = checked((byte)domain.Length);
        domain.CopyTo(salt[at..]);
        at += domain.Length;
        var size = Encoding.UTF8.GetBytes(tenant, salt[(at + sizeof(ushort))..]);
        BinaryPrimitives.WriteUInt16BigEndian(salt[at..], checked((ushort)size));
        return at + sizeof(ushort) + size;
    }
}
