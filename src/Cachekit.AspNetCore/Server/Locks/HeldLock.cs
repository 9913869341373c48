using System.Security.Cryptography;

namespace Cachekit.AspNetCore;

/// <summary>A lock that was given to a client.</summary>
/// <param name="tenant">Whose client has it.</param>
/// <param name="endsAt">The timestamp at which it ends by itself.</param>
internal sealed class HeldLock(string tenant, long endsAt)
{
    private readonly Guid _id = NewId();

    public string Tenant => tenant;

    public long EndsAt => endsAt;

    /// <summary>What other servers over the same backend see of it; <see langword="null"/> where the backend knows no locks.</summary>
    public ICacheBackendLock? Shared { get; set; }

    /// <summary>The id that releases the lock.</summary>
    public string Id => _id.ToString("D");

    public bool IsId(string id)
    {
        if (!Guid.TryParseExact(id, "D", out var other))
        {
            return false;
        }

        Span<byte> mine = stackalloc byte[16];
        Span<byte> others = stackalloc byte[16];
        _id.TryWriteBytes(mine);
        other.TryWriteBytes(others);
        return CryptographicOperations.FixedTimeEquals(mine, others);
    }

    /// <summary>A version 4 UUID that nobody can guess: whoever knows it can release the lock.</summary>
    private static Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
