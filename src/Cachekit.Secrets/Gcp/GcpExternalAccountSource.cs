using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>A workload of another platform, which has a token in a file: exchanges it (RFC 8693), and takes on a service account where one is named.</summary>
internal sealed class GcpExternalAccountSource : IGcpTokenSource
{
    private readonly GcpTokenEndpoint _endpoint;
    private readonly Uri _address;
    private readonly Uri? _impersonation;
    private readonly string _audience;
    private readonly string _tokenType;
    private readonly string _file;
    private readonly string? _member;

    /// <exception cref="SecretsException">Members are missing, or the token is not in a file.</exception>
    public GcpExternalAccountSource(JsonElement file, string name, GcpTokenEndpoint endpoint)
    {
        Name = name;
        _endpoint = endpoint;
        _address = CloudAddress.Parse(GcpCredentialFile.Required(file, "token_url", name), $"'token_url' of {name}");
        _audience = GcpCredentialFile.Required(file, "audience", name);
        _tokenType = GcpCredentialFile.Required(file, "subject_token_type", name);
        QuotaProject = GcpJson.Text(file, "quota_project_id");
        _impersonation = GcpJson.Text(file, "service_account_impersonation_url") is { } url ? CloudAddress.Parse(url, $"'service_account_impersonation_url' of {name}") : null;
        var hasSource = file.TryGetProperty("credential_source", out var source);
        _file = hasSource && GcpJson.Text(source, "file") is { } path ? path : throw new SecretsException(
            SecretsErrorCode.InvalidInput,
            $"'credential_source' of {name} names no file. Only tokens in files are supported here, as Kubernetes projects them: make the configuration with '--credential-source-file', or use a service account.");
        _member = source.TryGetProperty("format", out var format) && GcpJson.Text(format, "type") == "json" ? GcpCredentialFile.Required(format, "subject_token_field_name", name) : null;
    }

    public string Name { get; }

    public string? QuotaProject { get; }

    public ValueTask<string?> ProjectAsync(CancellationToken cancellationToken) => ValueTask.FromResult(QuotaProject);

    public async ValueTask<GcpAccessToken> TokenAsync(CancellationToken cancellationToken)
    {
        // Read each time: its platform rotates it.
        var subject = await CloudFiles.ReadTokenAsync(_file, cancellationToken).ConfigureAwait(false);
        if (_member is not null)
        {
            using var document = GcpJson.TryParse(System.Text.Encoding.UTF8.GetBytes(subject));
            subject = document is null ? null : GcpJson.Text(document.RootElement, _member);
        }

        if (string.IsNullOrEmpty(subject))
        {
            throw new SecretsException(
                SecretsErrorCode.MissingConfig, $"'{_file}' of {Name} holds no token{(_member is null ? "" : $" as '{_member}'")}. Check the platform that writes it.");
        }

        var token = await _endpoint.ExchangeAsync(
            _address,
            Name,
            [
                ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
                ("audience", _audience), ("scope", GcpTokenEndpoint.Scope), ("subject_token_type", _tokenType), ("subject_token", subject),
            ],
            cancellationToken).ConfigureAwait(false);
        return _impersonation is null ? token : await _endpoint.ImpersonateAsync(_impersonation, Name, token, cancellationToken).ConfigureAwait(false);
    }
}
