namespace Cachekit.Secrets;

/// <summary>What has to be true of feature flags when a host starts.</summary>
public sealed class FeatureFlagOptions
{
    /// <summary>The flags that have to be in the configuration, on or off.</summary>
    /// <value>None by default.</value>
    public ISet<string> Required { get; } = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names flags that have to be in the configuration: a flag that is misspelled there would be off without a word otherwise.</summary>
    /// <param name="names">The flags.</param>
    /// <returns>The options, to go on with.</returns>
    public FeatureFlagOptions Require(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Required.UnionWith(names);
        return this;
    }

    /// <summary>Names flags by an enum whose members are called like them. They can be asked for by <c>features.IsEnabledAsync(Flag.NewCheckout)</c>.</summary>
    /// <typeparam name="TFlags">The enum.</typeparam>
    /// <returns>The options, to go on with.</returns>
    public FeatureFlagOptions Require<TFlags>()
        where TFlags : struct, Enum => Require(Enum.GetNames<TFlags>());
}
