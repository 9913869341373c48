using System.ComponentModel;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>How settings are called, and where they are. For generated code.</summary>
/// <param name="Name">What messages call them.</param>
/// <param name="Prefix">What variables begin with.</param>
/// <param name="Section">The section of a configuration, empty for the root.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SettingsPlace(string Name, string Prefix, string Section);
