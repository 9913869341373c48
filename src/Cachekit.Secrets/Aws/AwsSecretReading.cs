namespace Cachekit.Secrets;

/// <summary>What came of reading one secret.</summary>
/// <param name="Id">By what it was asked for.</param>
/// <param name="Secret">The secret.</param>
/// <param name="ErrorName">The name of the error otherwise.</param>
/// <param name="Failure">The error, explained.</param>
internal readonly record struct AwsSecretReading(string Id, AwsSecret? Secret, string? ErrorName = null, SecretsException? Failure = null)
{
    /// <summary>Whether the secret is there and has no such version: one that was listed can be empty, or be deleted since.</summary>
    public bool HasNoValue => ErrorName is "ResourceNotFoundException" or "InvalidRequestException";
}
