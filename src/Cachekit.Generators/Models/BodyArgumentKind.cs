namespace Cachekit.Generators.Models;

/// <summary>Where an argument of the uncached method comes from.</summary>
internal enum BodyArgumentKind
{
    /// <summary>A parameter of the method.</summary>
    Parameter,

    /// <summary>The cancellation token.</summary>
    CancellationToken,

    /// <summary>What the cache still holds.</summary>
    Previous,
}
