namespace Cachekit.Secrets;

/// <summary>Credentials that code gives.</summary>
internal sealed class AwsOptionCredentialSource(AwsStoreOptions options) : IAwsCredentialSource
{
    public ValueTask<AwsCredentialAnswer> FindAsync(CancellationToken cancellationToken) => ValueTask.FromResult<AwsCredentialAnswer>(
        options is { AccessKeyId: { Length: > 0 } id, SecretAccessKey: { Length: > 0 } key }
            ? new AwsCredentials(id, key, string.IsNullOrEmpty(options.SessionToken) ? null : options.SessionToken, null, "the options")
            : AwsCredentialAnswer.None($"options: no {nameof(AwsStoreOptions.AccessKeyId)}"));
}
