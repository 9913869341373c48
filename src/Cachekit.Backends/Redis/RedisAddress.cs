using System.Net;

namespace Cachekit.Backends;

/// <summary>What a Redis URL says.</summary>
/// <param name="EndPoints">The servers, at least one.</param>
/// <param name="IsTls">Whether the connection is encrypted.</param>
/// <param name="TlsHost">The first host, which the certificate must be for.</param>
/// <param name="User">The user, or <see langword="null"/> for the server's default one.</param>
/// <param name="Password">The password, or <see langword="null"/>.</param>
/// <param name="Database">The number of the database, or <see langword="null"/>.</param>
internal sealed record RedisAddress(IReadOnlyList<EndPoint> EndPoints, bool IsTls, string TlsHost, string? User, string? Password, int? Database)
{
    // A record would print the password.
    public override string ToString() => string.Join(',', EndPoints);
}
