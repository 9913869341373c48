namespace Cachekit.Generators.Models;

/// <summary>The settings of a cached method after the defaults of its types and assembly.</summary>
/// <param name="Preset">The name of the preset.</param>
/// <param name="TtlTicks">The explicit life, null when none is given, -1 for never.</param>
/// <param name="Namespace">The namespace, or null.</param>
/// <param name="Version">The version text, or null.</param>
/// <param name="CacheNulls">Whether null results are cached.</param>
/// <param name="NullTtlTicks">The explicit life of nulls, null when none is given, -1 for never.</param>
/// <param name="Backend">The named backend, or null.</param>
internal sealed record PolicyModel(
    string Preset,
    long? TtlTicks,
    string? Namespace,
    string? Version,
    bool CacheNulls,
    long? NullTtlTicks,
    string? Backend)
{
    public const long Never = -1;

    /// <summary>What the entries are shared under, or null for entries of this SDK.</summary>
    public InteropModel? Interop { get; init; }

    /// <summary>The other explicit settings.</summary>
    public SettingsModel Settings { get; init; } = SettingsModel.Empty;
}
