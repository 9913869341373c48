namespace Cachekit.Secrets;

/// <summary>Credentials in variables.</summary>
internal sealed class AwsVariableCredentialSource(AwsEnvironment environment) : IAwsCredentialSource
{
    public ValueTask<AwsCredentialAnswer> FindAsync(CancellationToken cancellationToken)
    {
        var id = environment.Variable("AWS_ACCESS_KEY_ID");
        var key = environment.Variable("AWS_SECRET_ACCESS_KEY");
        if (id is null != key is null)
        {
            throw new SecretsException(
                SecretsErrorCode.MissingConfig,
                $"{(id is null ? "AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID" : "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY")}: set both, or none to use another source.");
        }

        return ValueTask.FromResult<AwsCredentialAnswer>(id is not null && key is not null
            ? new AwsCredentials(id, key, environment.Variable("AWS_SESSION_TOKEN"), null, "the environment (AWS_ACCESS_KEY_ID)")
            : AwsCredentialAnswer.None("environment: AWS_ACCESS_KEY_ID is not set"));
    }
}
