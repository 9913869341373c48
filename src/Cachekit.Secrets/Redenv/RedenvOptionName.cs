namespace Cachekit.Secrets;

/// <summary>An option as it is called in code, in the configuration and in the environment.</summary>
/// <param name="Property">The property of <see cref="RedenvOptions"/>.</param>
/// <param name="Path">The path below the section <c>Redenv</c>.</param>
/// <param name="Variables">Environment variables; the first one that is set counts.</param>
internal sealed record RedenvOptionName(string Property, string Path, params string[] Variables)
{
    /// <summary>Where it can be written.</summary>
    public string Places => $"RedenvOptions.{Property}, '{RedenvOptionNames.Section}:{Path}' in the configuration, or the variable {Variables[0]}";
}
