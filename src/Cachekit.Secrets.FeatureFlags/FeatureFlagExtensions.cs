using Microsoft.FeatureManagement;

namespace Cachekit.Secrets;

/// <summary>Asks for feature flags by the members of an enum, so that the compiler knows their names.</summary>
public static class FeatureFlagExtensions
{
    /// <summary>Whether a flag is on.</summary>
    /// <param name="features">The flags.</param>
    /// <param name="flag">The flag that is called like this member.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <typeparam name="TFlags">The enum; name it in <see cref="FeatureFlagOptions.Require{TFlags}"/> too.</typeparam>
    public static ValueTask<bool> IsEnabledAsync<TFlags>(this IVariantFeatureManager features, TFlags flag, CancellationToken cancellationToken = default)
        where TFlags : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(features);
        return features.IsEnabledAsync(flag.ToString(), cancellationToken);
    }

    /// <summary>Whether a flag is on.</summary>
    /// <param name="features">The flags.</param>
    /// <param name="flag">The flag that is called like this member.</param>
    /// <typeparam name="TFlags">The enum; name it in <see cref="FeatureFlagOptions.Require{TFlags}"/> too.</typeparam>
    public static Task<bool> IsEnabledAsync<TFlags>(this IFeatureManager features, TFlags flag)
        where TFlags : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(features);
        return features.IsEnabledAsync(flag.ToString());
    }
}
