namespace Cachekit.Secrets;

/// <summary>Credentials of a profile in the shared files.</summary>
internal sealed class AwsProfileCredentialSource(AwsStoreOptions options, AwsTokenService tokens) : IAwsCredentialSource
{
    // What a profile can also say, and where its answer can be had instead.
    private static readonly string[] Unsupported = ["source_profile", "credential_source", "credential_process", "sso_session", "sso_start_url", "login_session"];

    public async ValueTask<AwsCredentialAnswer> FindAsync(CancellationToken cancellationToken)
    {
        var environment = options.Environment;
        var profile = await AwsProfile.ReadAsync(environment, options.Profile, options.AllowWorldReadableFiles, cancellationToken).ConfigureAwait(false);
        var where = $"the profile '{profile.Name}'";
        var places = $"'{environment.CredentialsFile}' and '{environment.ConfigFile}'";
        if (!profile.Exists)
        {
            return options.Profile is null && environment.Variable("AWS_PROFILE") is null
                ? AwsCredentialAnswer.None($"shared files: no profile '{profile.Name}' in {places}")
                : throw new SecretsException(
                    SecretsErrorCode.MissingConfig,
                    $"There is no profile '{profile.Name}' in {places}. Write it, or correct {(options.Profile is null ? "AWS_PROFILE" : nameof(AwsStoreOptions.Profile))}.");
        }

        if (profile["web_identity_token_file"] is { } file && profile["role_arn"] is { } role)
        {
            return await tokens.AssumeRoleAsync(role, file, profile["role_session_name"], where, cancellationToken).ConfigureAwait(false);
        }

        if (Array.Find(Unsupported, setting => profile[setting] is not null) is { } unsupported)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"The profile '{profile.Name}' gets its credentials by '{unsupported}', which is not supported here. Put them into variables "
                + $"('aws configure export-credentials --profile {profile.Name} --format env' prints them), or name a profile with keys or with web_identity_token_file.");
        }

        var (id, key) = (profile["aws_access_key_id"], profile["aws_secret_access_key"]);
        if (id is null != key is null)
        {
            throw new SecretsException(
                SecretsErrorCode.MissingConfig, $"The profile '{profile.Name}' has only one of aws_access_key_id and aws_secret_access_key: write both ({places}).");
        }

        return id is not null && key is not null
            ? new AwsCredentials(id, key, profile["aws_session_token"], null, where)
            : AwsCredentialAnswer.None($"shared files: the profile '{profile.Name}' has no credentials");
    }
}
