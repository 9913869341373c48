namespace Cachekit;

/// <summary>What every <see cref="CacheAttribute"/> of the assembly falls back to where it says nothing itself.</summary>
/// <example><code>[assembly: CacheDefaults(Preset.Production, Namespace = "shop", Ttl = "10m")]</code></example>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CacheDefaultsAttribute : Attribute
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

    /// <inheritdoc cref="CacheAttribute.Ttl"/>
    public string? Ttl { get; set; }

    /// <inheritdoc cref="CacheAttribute.Namespace"/>
    public string? Namespace { get; set; }

    /// <inheritdoc cref="CacheAttribute.Version"/>
    public string? Version { get; set; }

    /// <inheritdoc cref="CacheAttribute.CacheNulls"/>
    public bool CacheNulls { get; set; } = true;

    /// <inheritdoc cref="CacheAttribute.NullTtl"/>
    public string? NullTtl { get; set; }

    /// <inheritdoc cref="CacheAttribute.Backend"/>
    public string? Backend { get; set; }

    /// <summary>The format of values of methods with <see cref="CacheAttribute.Interop"/>.</summary>
    /// <value><see cref="InteropVersion.V1"/> by default.</value>
    public InteropVersion InteropVersion { get; set; } = InteropVersion.V1;

    /// <summary>How members are named in values of methods with <see cref="CacheAttribute.Interop"/>.</summary>
    /// <value><see cref="InteropNaming.AsDeclared"/> by default.</value>
    public InteropNaming InteropNaming { get; set; } = InteropNaming.AsDeclared;
}
