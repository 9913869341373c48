namespace Cachekit.Secrets;

/// <summary>A role for the token of a file, as EKS gives one to each service account.</summary>
internal sealed class AwsWebIdentityCredentialSource(AwsEnvironment environment, AwsTokenService tokens) : IAwsCredentialSource
{
    public async ValueTask<AwsCredentialAnswer> FindAsync(CancellationToken cancellationToken)
    {
        var file = environment.Variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        if (file is null)
        {
            return AwsCredentialAnswer.None("web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set");
        }

        var role = environment.Variable("AWS_ROLE_ARN") ?? throw new SecretsException(
            SecretsErrorCode.MissingConfig, "AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN: set both, or none to use another source.");
        return await tokens.AssumeRoleAsync(role, file, environment.Variable("AWS_ROLE_SESSION_NAME"), $"the web identity of '{file}'", cancellationToken).ConfigureAwait(false);
    }
}
