using System.Net;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>The service account of the machine, the container or the function that this runs on.</summary>
/// <remarks>The server is reached by name and without TLS, so it has to say that it is the one: the header <c>Metadata-Flavor</c> is sent, and has to come back.</remarks>
internal sealed class GcpMetadataSource(GcpEnvironment environment, StoreHttpClient http, GcpTokenEndpoint endpoint) : IGcpTokenSource
{
    public const string Store = "The metadata server";

    private const string Flavor = "Metadata-Flavor";

    public string Name => "the metadata server's service account";

    public string? QuotaProject => null;

    public async ValueTask<string?> ProjectAsync(CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString((await ReadAsync("project/project-id", cancellationToken).ConfigureAwait(false)).Body.Span).Trim() is { Length: > 0 } project ? project : null;

    public async ValueTask<GcpAccessToken> TokenAsync(CancellationToken cancellationToken) =>
        endpoint.Read(await ReadAsync("instance/service-accounts/default/token", cancellationToken).ConfigureAwait(false), Store);

    private async ValueTask<StoreResponse> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"http://{environment.MetadataHost}/computeMetadata/v1/{path}", UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
        {
            throw new SecretsException(SecretsErrorCode.InvalidInput, "GCE_METADATA_HOST is no host: write a name or an address, with a port if it has one, or remove it.");
        }

        var answer = await http.SendAsync(
            () =>
            {
                var message = new HttpRequestMessage(HttpMethod.Get, address);
                message.Headers.TryAddWithoutValidation(Flavor, "Google");
                return message;
            },
            cancellationToken).ConfigureAwait(false);
        if (!answer.Headers.TryGetValues(Flavor, out var flavors) || !flavors.Contains("Google", StringComparer.Ordinal))
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidToken,
                $"What answers at '{address.Authority}' is no metadata server of Google: its answer lacks '{Flavor}: Google'. Check GCE_METADATA_HOST, and whether something catches all names here.");
        }

        if (!answer.IsSuccess)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidToken,
                answer.Status == HttpStatusCode.NotFound
                    ? $"{Store} knows no service account here: attach one to the machine or the workload."
                    : $"{Store} answered {(int)answer.Status} for '{path}'. Check the service account of the machine or the workload.");
        }

        return answer;
    }
}
