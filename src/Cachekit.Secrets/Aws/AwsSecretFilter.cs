namespace Cachekit.Secrets;

/// <summary>Which secrets are read: a filter of <c>ListSecrets</c>.</summary>
/// <param name="Key"><c>name</c>, <c>description</c>, <c>tag-key</c>, <c>tag-value</c>, <c>primary-region</c>, <c>owning-service</c> or <c>all</c>.</param>
/// <param name="Values">1 to 10 texts, of which one has to fit; one with <c>!</c> in front must not. AWS compares the beginning.</param>
public sealed record AwsSecretFilter(string Key, params IReadOnlyList<string> Values)
{
    internal static readonly string[] Keys = ["name", "description", "tag-key", "tag-value", "primary-region", "owning-service", "all"];
}
