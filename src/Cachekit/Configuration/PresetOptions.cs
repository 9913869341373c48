namespace Cachekit;

/// <summary>Settings by preset: each applies to the methods with that preset whose attributes do not say otherwise.</summary>
public sealed class PresetOptions
{
    /// <summary>For methods with <see cref="Preset.Minimal"/>.</summary>
    public CachePolicyOptions Minimal { get; } = new();

    /// <summary>For methods with <see cref="Preset.Dev"/>.</summary>
    public CachePolicyOptions Dev { get; } = new();

    /// <summary>For methods with <see cref="Preset.Test"/>. What would do something in the background is refused.</summary>
    public CachePolicyOptions Test { get; } = new();

    /// <summary>For methods with <see cref="Preset.Production"/>.</summary>
    public CachePolicyOptions Production { get; } = new();

    /// <summary>For methods with <see cref="Preset.Secure"/>.</summary>
    public CachePolicyOptions Secure { get; } = new();

    /// <summary>For methods with <see cref="Preset.Io"/>.</summary>
    public CachePolicyOptions Io { get; } = new();

    /// <summary>The settings of a preset.</summary>
    /// <param name="preset">The preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such preset.</exception>
    public CachePolicyOptions For(Preset preset) => preset switch
    {
        Preset.Minimal => Minimal,
        Preset.Dev => Dev,
        Preset.Test => Test,
        Preset.Production => Production,
        Preset.Secure => Secure,
        Preset.Io => Io,
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "There is no such preset."),
    };
}
