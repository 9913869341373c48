namespace Cachekit;

/// <summary>How a cached method does.</summary>
public sealed record CacheMethodHealth
{
    /// <summary>The method, for example <c>Shop.ProductCatalog.GetProductAsync</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The namespace, or <see langword="null"/>.</summary>
    public required string? Namespace { get; init; }

    /// <summary>Whether everything it needs works.</summary>
    public required bool IsHealthy { get; init; }

    /// <summary>Whether metrics and activities have it.</summary>
    public required bool IsMeasured { get; init; }

    /// <summary>Its backend's name, or <see langword="null"/>.</summary>
    public required string? Backend { get; init; }

    /// <summary>How the parts of its backend do; see <see cref="CacheBackendHealth.Components"/>.</summary>
    public required IReadOnlyDictionary<string, CacheHealthStatus> Components { get; init; }
}
