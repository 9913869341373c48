namespace Cachekit;

/// <summary>What every <see cref="CacheAttribute"/> of the type or of the assembly falls back to where it says nothing itself.</summary>
/// <remarks>On a type it applies to all cached methods of the type and of the types nested in it, but not of derived types.</remarks>
/// <example><code>[assembly: CacheDefaults(Preset.Production, Namespace = "shop", Ttl = "10m")]</code></example>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class CacheDefaultsAttribute : CacheSettingsAttribute
{
    /// <summary>Sets defaults other than the preset.</summary>
    public CacheDefaultsAttribute()
    {
    }

    /// <summary>Sets the preset, and other defaults by name.</summary>
    /// <param name="preset">The preset of every method that names none.</param>
    public CacheDefaultsAttribute(Preset preset) => Preset = preset;

    /// <summary>The preset of every method that names none.</summary>
    public Preset Preset { get; } = Preset.Production;

    /// <inheritdoc cref="CacheAttribute.Namespace"/>
    public string? Namespace { get; set; }
}
