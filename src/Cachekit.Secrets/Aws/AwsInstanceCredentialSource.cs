using System.Text;

namespace Cachekit.Secrets;

/// <summary>The role of an EC2 instance.</summary>
internal sealed class AwsInstanceCredentialSource(AwsInstanceMetadata metadata) : IAwsCredentialSource
{
    private const string Roles = "/latest/meta-data/iam/security-credentials/";

    public async ValueTask<AwsCredentialAnswer> FindAsync(CancellationToken cancellationToken)
    {
        if (metadata.IsDisabled)
        {
            return AwsCredentialAnswer.None("instance metadata: AWS_EC2_METADATA_DISABLED is true");
        }

        StoreResponse? roles;
        try
        {
            roles = await metadata.ReadAsync(Roles, cancellationToken).ConfigureAwait(false);
        }
        catch (SecretsException exception) when (exception.Code != SecretsErrorCode.InvalidInput)
        {
            // Most machines are no EC2 instances: that nobody answers there is the usual case, and the last place to look at.
            return AwsCredentialAnswer.None($"instance metadata: {exception.Message}");
        }

        var role = roles is null ? "" : Encoding.UTF8.GetString(roles.Body.Span).Split('\n')[0].Trim();
        if (role.Length == 0)
        {
            return AwsCredentialAnswer.None("instance metadata: the instance has no role");
        }

        var answer = await metadata.ReadAsync(Roles + Uri.EscapeDataString(role), cancellationToken).ConfigureAwait(false);
        return answer is null
            ? AwsCredentialAnswer.None($"instance metadata: the role '{role}' is gone")
            : AwsMetadataCredentials.Read(answer, AwsInstanceMetadata.Store, $"the role '{role}' of the instance");
    }
}
