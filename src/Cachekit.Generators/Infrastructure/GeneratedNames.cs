namespace Cachekit.Generators.Infrastructure;

/// <summary>The names that generated members have in the user's type.</summary>
internal static class GeneratedNames
{
    public const string HandleProperty = "Cached";
    public const string StaticHandleProperty = "StaticCached";
    public const string HandleType = "CachedMethods";
    public const string StaticHandleType = "StaticCachedMethods";
    public const string PrivateType = "__Cachekit";
    public const string Inner = "__cachekitInner";
    public const string GivenRuntime = "__cachekitGivenRuntime";
    public const string Owns = "__cachekitOwns";
    public const string On = "__cachekitOn";
    public const string RuntimeProperty = "__cachekitRuntime";
    public const string StaticRuntimeProperty = "__cachekitStaticRuntime";
}
