using System.ComponentModel;
using Cachekit.Serialization;

namespace Cachekit.CompilerServices;

/// <summary>What the compiler knows about a cached method.</summary>
/// <typeparam name="TValue">What the method returns, without its task.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CachedMethodDefinition<TValue>
{
    /// <summary>The method for people, for example <c>Shop.ProductCatalog.GetProductAsync</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The method in keys: namespace, type, method, and behind the last dot what tells overloads, instantiations and shapes apart.</summary>
    public required string KeyName { get; init; }

    /// <summary>The namespace, or <see langword="null"/>.</summary>
    public string? Namespace { get; init; }

    /// <summary>The preset.</summary>
    public Preset Preset { get; init; } = Preset.Production;

    /// <summary>The explicit life of entries; <see langword="null"/> when the attributes say nothing.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Whether entries explicitly never expire.</summary>
    public bool NeverExpires { get; init; }

    /// <summary>Whether nulls are cached.</summary>
    public bool CacheNulls { get; init; } = true;

    /// <summary>The explicit life of nulls; <see langword="null"/> when the attributes say nothing.</summary>
    public TimeSpan? NullTtl { get; init; }

    /// <summary>Whether nulls explicitly never expire.</summary>
    public bool NullNeverExpires { get; init; }

    /// <summary>The name of the backend, or <see langword="null"/> for the default one.</summary>
    public string? Backend { get; init; }

    /// <summary>Writes and reads the values.</summary>
    public required ValueCodec<TValue> Codec { get; init; }

    /// <summary>What memory keeps.</summary>
    public required ValueStorage Storage { get; init; }

    /// <summary>Whether every layer holds ciphertext only.</summary>
    public bool Secure { get; init; }

    /// <summary>The constant tenant of a secure method, or <see langword="null"/>: the key's own (<see cref="ITenantKey"/>) or the runtime's.</summary>
    public string? Tenant { get; init; }

    /// <summary>The operation of entries that are shared with other SDKs, or <see langword="null"/> for entries of this SDK.</summary>
    public string? Interop { get; init; }

    /// <summary>The format of shared values.</summary>
    public InteropVersion InteropVersion { get; init; } = InteropVersion.V1;

    /// <summary>What the attributes say beyond the above.</summary>
    public CachePolicyOptions Policy { get; init; } = new();
}
