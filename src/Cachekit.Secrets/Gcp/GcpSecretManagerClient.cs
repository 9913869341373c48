using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>The Google Cloud Secret Manager over its HTTP API (v1).</summary>
internal sealed class GcpSecretManagerClient(GcpConnections connections) : IGcpSecretManagerClient
{
    private const int PageSize = 250;
    private const int DamagedAnswers = 3;

    public async ValueTask<IReadOnlyList<string>> ListAsync(string? filter, CancellationToken cancellationToken)
    {
        var project = await connections.ProjectAsync(cancellationToken).ConfigureAwait(false);
        var ids = new List<string>();
        var pages = new PageTokens(connections.Store);
        do
        {
            var query = $"?pageSize={PageSize}{(filter is null ? "" : "&filter=" + Uri.EscapeDataString(filter))}{(pages.Current is null ? "" : "&pageToken=" + Uri.EscapeDataString(pages.Current))}";
            var answer = await GetAsync($"projects/{project}/secrets{query}", cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess)
            {
                throw await FailureAsync(answer, "secretmanager.secrets.list", "roles/secretmanager.viewer", $"the secrets of the project '{project}'", cancellationToken).ConfigureAwait(false);
            }

            using var document = answer.Json(connections.Store);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("secrets", out var secrets) && secrets.ValueKind == JsonValueKind.Array)
            {
                ids.AddRange(secrets.EnumerateArray().Select(static secret => GcpJson.Text(secret, "name")).OfType<string>().Select(static name => name[(name.LastIndexOf('/') + 1)..]));
            }

            pages.MoveTo(GcpJson.Text(document.RootElement, "nextPageToken"));
        }
        while (pages.Current is not null);
        return ids;
    }

    public async ValueTask<byte[]?> AccessAsync(string id, string version, bool required, CancellationToken cancellationToken)
    {
        var project = await connections.ProjectAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await GetAsync($"projects/{project}/secrets/{Uri.EscapeDataString(id)}/versions/{Uri.EscapeDataString(version)}:access", cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess)
            {
                // 400 FAILED_PRECONDITION: the version is disabled or destroyed.
                return !required && (answer.Status == HttpStatusCode.NotFound || GcpError.From(answer).Status == "FAILED_PRECONDITION") ? null : throw await FailureAsync(
                    answer, "secretmanager.versions.access", "roles/secretmanager.secretAccessor", $"version '{version}' of the secret '{id}'", cancellationToken).ConfigureAwait(false);
            }

            using var document = answer.Json(connections.Store);
            if (Payload(document.RootElement) is not { } payload)
            {
                throw new SecretsException(SecretsErrorCode.UnknownError, $"{connections.Store} answered for the secret '{id}' without a value: check that its address is that of the API.");
            }

            if (IsWhole(document.RootElement, payload))
            {
                return payload;
            }

            if (attempt == DamagedAnswers)
            {
                throw new SecretsException(
                    SecretsErrorCode.UnknownError, $"{connections.Store} sent the secret '{id}' damaged {DamagedAnswers} times (its CRC32C differs): something on the way to it changes answers.");
            }

            CloudLog.Damaged(connections.Logger, connections.Store, id);
        }
    }

    private async ValueTask<StoreResponse> GetAsync(string path, CancellationToken cancellationToken)
    {
        var address = new Uri($"{connections.Options.EndpointUrl.AbsoluteUri.TrimEnd('/')}/v1/{path}");
        for (var renewed = false; ; renewed = true)
        {
            var source = await connections.SourceAsync(cancellationToken).ConfigureAwait(false);
            var token = await connections.TokenAsync(cancellationToken).ConfigureAwait(false);
            var answer = await connections.Http.SendAsync(
                () =>
                {
                    var message = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Value) } };
                    if (source.QuotaProject is { } quota)
                    {
                        message.Headers.TryAddWithoutValidation("x-goog-user-project", quota);
                    }

                    return message;
                },
                cancellationToken).ConfigureAwait(false);
            if (answer.Status != HttpStatusCode.Unauthorized || renewed)
            {
                return answer;
            }

            await connections.DropAsync(token, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<SecretsException> FailureAsync(StoreResponse answer, string permission, string role, string subject, CancellationToken cancellationToken)
    {
        var source = await connections.SourceAsync(cancellationToken).ConfigureAwait(false);
        return GcpError.From(answer).ToException(connections.Store, source.Name, permission, role, subject);
    }

    private static byte[]? Payload(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // An empty secret has no data.
        return payload.TryGetProperty("data", out var data) ? data.ValueKind == JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes) ? bytes : null : [];
    }

    // A number of 64 bits, which JSON has as a text; servers that do not send it do not guard with it.
    private static bool IsWhole(JsonElement root, byte[] payload)
    {
        if (!root.GetProperty("payload").TryGetProperty("dataCrc32c", out var crc))
        {
            return true;
        }

        var expected = crc.ValueKind switch
        {
            JsonValueKind.String when long.TryParse(crc.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            JsonValueKind.Number when crc.TryGetInt64(out var number) => number,
            _ => -1,
        };
        return expected == Crc32C.Of(payload);
    }
}
