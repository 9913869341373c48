using System.Net;

namespace Cachekit.Secrets;

/// <summary>Credentials of a container: the task role of ECS, the pod identity of EKS.</summary>
/// <remarks>
/// The token of the container goes to that address, so plain http is only for this machine and for the three addresses of ECS and EKS
/// ("Container credential provider" in the AWS SDKs and tools reference guide). Host names are not resolved to find out.
/// </remarks>
internal sealed class AwsContainerCredentialSource(AwsEnvironment environment, StoreHttpClient http) : IAwsCredentialSource
{
    public const string Store = "The container's credential endpoint";

    private static readonly IPAddress[] Allowed = [IPAddress.Parse("169.254.170.2"), IPAddress.Parse("169.254.170.23"), IPAddress.Parse("fd00:ec2::23")];

    public async ValueTask<AwsCredentialAnswer> FindAsync(CancellationToken cancellationToken)
    {
        if (Address() is not { } address)
        {
            return AwsCredentialAnswer.None("container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set");
        }

        var token = await TokenAsync(cancellationToken).ConfigureAwait(false);
        var answer = await http.SendAsync(
            () =>
            {
                var message = new HttpRequestMessage(HttpMethod.Get, address);
                if (token is not null)
                {
                    message.Headers.TryAddWithoutValidation("Authorization", token);
                }

                return message;
            },
            cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidToken,
                $"{Store} ({address.GetLeftPart(UriPartial.Authority)}) answered {(int)answer.Status}. Check the role of the task or of the pod's service account, and AWS_CONTAINER_AUTHORIZATION_TOKEN(_FILE).");
        }

        return AwsMetadataCredentials.Read(answer, Store, "the container's role");
    }

    private Uri? Address()
    {
        if (environment.Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } relative)
        {
            return relative.StartsWith('/') && Uri.TryCreate(environment.ContainerHost, relative, out var address)
                && address.Authority == environment.ContainerHost.Authority
                ? address
                : throw new SecretsException(SecretsErrorCode.InvalidInput, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path: ECS sets it, for example '/v2/credentials/…'.");
        }

        if (environment.Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { } full)
        {
            return null;
        }

        return Uri.TryCreate(full, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp && IsAllowed(url))
            ? url
            : throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"AWS_CONTAINER_CREDENTIALS_FULL_URI would send the container's token to another machine in the clear: write an https address, or http with localhost, a loopback address or one of {string.Join(", ", Allowed.AsEnumerable())}.");
    }

    private static bool IsAllowed(Uri url) => string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && (IPAddress.IsLoopback(address) || Allowed.Contains(address));

    // The file wins, and is read each time: EKS rotates it.
    private async ValueTask<string?> TokenAsync(CancellationToken cancellationToken)
    {
        var file = environment.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        var token = file is null ? environment.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") : await CloudFiles.ReadTokenAsync(file, cancellationToken).ConfigureAwait(false);
        return token is null || token.AsSpan().IndexOfAny('\r', '\n') < 0
            ? token
            : throw new SecretsException(
                SecretsErrorCode.InvalidInput, $"{(file is null ? "AWS_CONTAINER_AUTHORIZATION_TOKEN" : $"'{file}'")} has several lines; a token is one.");
    }
}
