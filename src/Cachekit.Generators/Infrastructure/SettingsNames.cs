namespace Cachekit.Generators.Infrastructure;

/// <summary>The names of what is generated for typed settings.</summary>
internal static class SettingsNames
{
    /// <summary>Another one than that of cached methods: a type can have both.</summary>
    public const string PrivateType = "__CachekitSettings";
}
