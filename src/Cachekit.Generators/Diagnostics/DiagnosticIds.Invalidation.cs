namespace Cachekit.Generators.Diagnostics;

/// <content>500 to 599: invalidation and tags.</content>
internal static partial class DiagnosticIds
{
    public const string InvalidationTargetMissing = "CACHEKIT500";
    public const string InvalidationNotBound = "CACHEKIT501";
    public const string TagInvalid = "CACHEKIT502";
    public const string TagPlaceholderUnknown = "CACHEKIT503";
    public const string TagTypeWithoutText = "CACHEKIT504";
    public const string TagRepeated = "CACHEKIT505";
    public const string TagWithoutCache = "CACHEKIT506";
    public const string WriteWithoutInvalidation = "CACHEKIT507";
    public const string InvalidationBeforeTheWork = "CACHEKIT508";
}
