using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Explains where the values of a configuration come from.</summary>
public static class ExplainExtensions
{
    /// <summary>Shows for each key which layer won, and which others have it.</summary>
    /// <param name="configuration">A whole configuration: what a builder builds, or a host has.</param>
    /// <param name="showValues">
    /// Whether values are shown that are no secrets. Those of secret stores, of <c>.env</c> files, of keys that are called like secrets (password, secret, token, key, …) and those with credentials
    /// in them (URLs, connection strings) stay masked.
    /// </param>
    /// <returns>The explanation; <c>ToString()</c> is a table.</returns>
    /// <exception cref="ArgumentException">It is a section.</exception>
    public static SettingsExplanation Explain(this IConfiguration configuration, bool showValues = false)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new LayerExplainer(configuration, showValues).ExplainAll();
    }

    /// <summary>Shows for one key which layer won, and which others have it. A key that none has is explained too.</summary>
    /// <param name="configuration">A whole configuration: what a builder builds, or a host has.</param>
    /// <param name="key">The configuration path.</param>
    /// <param name="showValues">Whether the value is shown if it is no secret, as in <see cref="Explain(IConfiguration, bool)"/>.</param>
    /// <returns>The explanation; <c>ToString()</c> is a line.</returns>
    /// <exception cref="ArgumentException">It is a section.</exception>
    public static ExplainedSetting Explain(this IConfiguration configuration, string key, bool showValues = false)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new LayerExplainer(configuration, showValues).ExplainOne(key);
    }
}
