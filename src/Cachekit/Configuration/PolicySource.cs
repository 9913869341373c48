namespace Cachekit.Configuration;

/// <summary>Settings and where they were written.</summary>
/// <param name="Policy">The settings.</param>
/// <param name="Prefix">What the user puts before a setting's name there, for example <c>Cachekit:Presets:Io:</c>.</param>
internal readonly record struct PolicySource(CachePolicyOptions Policy, string Prefix);
