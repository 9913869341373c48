using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>A person who has run <c>gcloud auth application-default login</c>.</summary>
internal sealed class GcpAuthorizedUserSource(JsonElement file, string name, GcpTokenEndpoint endpoint) : IGcpTokenSource
{
    private readonly Uri _address = CloudAddress.Parse(GcpJson.Text(file, "token_uri") ?? "https://oauth2.googleapis.com/token", $"'token_uri' of {name}");
    private readonly string _id = GcpCredentialFile.Required(file, "client_id", name);
    private readonly string _secret = GcpCredentialFile.Required(file, "client_secret", name);
    private readonly string _refreshToken = GcpCredentialFile.Required(file, "refresh_token", name);

    public string Name => name;

    public string? QuotaProject { get; } = GcpJson.Text(file, "quota_project_id");

    public ValueTask<string?> ProjectAsync(CancellationToken cancellationToken) => ValueTask.FromResult(QuotaProject);

    public ValueTask<GcpAccessToken> TokenAsync(CancellationToken cancellationToken) => endpoint.ExchangeAsync(
        _address,
        name,
        [("grant_type", "refresh_token"), ("client_id", _id), ("client_secret", _secret), ("refresh_token", _refreshToken)],
        cancellationToken);
}
