namespace Cachekit.TestSupport.Servers;

/// <summary>How a <see cref="RedisServer"/> is set up; by default open to everybody on the loopback.</summary>
public sealed record RedisServerOptions
{
    /// <summary>The password of the default user, or <see langword="null"/> for none.</summary>
    public string? Password { get; init; }

    /// <summary>Users beside the default one, as rules: <c>alice on &gt;secret ~* &amp;* +@all</c>.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Serves TLS only, with this certificate.</summary>
    public TestCertificates? Tls { get; init; }

    /// <summary>Whether clients must show a certificate of the same authority; only with <see cref="Tls"/>.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>The port of the master on the loopback, for a replica.</summary>
    public int? ReplicaOf { get; init; }

    /// <summary>Whether it is a node of a cluster, which <see cref="RedisCluster"/> forms.</summary>
    public bool Cluster { get; init; }

    /// <summary>Further arguments, for example <c>["--maxmemory", "2mb", "--maxmemory-policy", "noeviction"]</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
