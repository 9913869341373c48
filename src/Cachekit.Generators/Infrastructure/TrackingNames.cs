namespace Cachekit.Generators.Infrastructure;

/// <summary>The names of the pipeline's steps, for the tests that watch what an edit runs again.</summary>
internal static class TrackingNames
{
    public const string Facts = nameof(Facts);
    public const string ParsedTrees = nameof(ParsedTrees);
    public const string CachedMethods = nameof(CachedMethods);
    public const string InvalidatingMethods = nameof(InvalidatingMethods);
    public const string Decorators = nameof(Decorators);
    public const string Interceptors = nameof(Interceptors);
    public const string Types = nameof(Types);
    public const string ParsedSettings = nameof(ParsedSettings);
    public const string Settings = nameof(Settings);
}
