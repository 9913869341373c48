using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Exchanges something for a token (RFC 6749, RFC 7523, RFC 8693).</summary>
/// <param name="http">How it is asked.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class GcpTokenEndpoint(StoreHttpClient http, TimeProvider timeProvider)
{
    public const string Store = "The token endpoint of Google";
    public const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>Asks for a token.</summary>
    /// <param name="address">Where.</param>
    /// <param name="source">Whose credentials, for messages.</param>
    /// <param name="fields">The fields of the form.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretsException">They are refused.</exception>
    public ValueTask<GcpAccessToken> ExchangeAsync(Uri address, string source, (string Name, string Value)[] fields, CancellationToken cancellationToken)
    {
        var body = Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")));
        return SendAsync(
            source,
            () => new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) { Headers = { ContentType = Form } } },
            cancellationToken);
    }

    /// <summary>Takes on a service account with the token of somebody who may.</summary>
    public async ValueTask<GcpAccessToken> ImpersonateAsync(Uri address, string source, GcpAccessToken token, CancellationToken cancellationToken)
    {
        var body = Encoding.ASCII.GetBytes($$"""{"scope":["{{Scope}}"],"lifetime":"3600s"}""");
        return await SendAsync(
            source,
            () => new HttpRequestMessage(HttpMethod.Post, address)
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Value) },
                Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a token out of an answer.</summary>
    /// <exception cref="SecretsException">There is none.</exception>
    public GcpAccessToken Read(StoreResponse answer, string store)
    {
        using var document = answer.Json(store);
        var root = document.RootElement;
        var token = GcpJson.Text(root, "access_token") ?? GcpJson.Text(root, "accessToken");
        var end = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("expires_in", out var seconds) && long.TryParse(seconds.ValueKind == JsonValueKind.String ? seconds.GetString() : seconds.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var life)
            ? Now + TimeSpan.FromSeconds(Math.Clamp(life, 0, 86_400))
            : GcpJson.Text(root, "expireTime") is { } time && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : (DateTimeOffset?)null;
        return token is { Length: > 0 } && token.AsSpan().IndexOfAny('\r', '\n') < 0
            ? new GcpAccessToken(token, end ?? Now + TimeSpan.FromMinutes(5))
            : throw new SecretsException(SecretsErrorCode.UnknownError, $"{store} answered without a token: check that its address is that of the API.");
    }

    private async ValueTask<GcpAccessToken> SendAsync(string source, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return Read(answer, Store);
        }

        var error = ErrorOf(answer);
        var advice = error switch
        {
            "invalid_grant" => "The key or the login has been withdrawn, or the clock of this machine is wrong. Make a new key, or run 'gcloud auth application-default login' again.",
            "invalid_client" or "unauthorized_client" => "The client of these credentials is not known any more. Run 'gcloud auth application-default login' again, or make a new key.",
            "PERMISSION_DENIED" => "Give it the role 'roles/iam.workloadIdentityUser' on the service account.",
            _ => "Check the credentials, and that they are of this cloud.",
        };
        throw new SecretsException(SecretsErrorCode.InvalidToken, $"{Store} refused {source} ({error ?? ((int)answer.Status).ToString(CultureInfo.InvariantCulture)}). {advice}");
    }

    // {"error":"invalid_grant"} of OAuth, {"error":{"status":"PERMISSION_DENIED"}} of Google.
    private static string? ErrorOf(StoreResponse answer)
    {
        using var document = GcpJson.TryParse(answer.Body);
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error))
        {
            return null;
        }

        var name = error.ValueKind == JsonValueKind.String ? error.GetString() : GcpJson.Text(error, "status");
        return name is not null && GcpJson.IsName(name) ? name : null;
    }
}
