using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Cachekit.Secrets;

/// <summary>Speaks the HTTP API of Vault.</summary>
internal sealed class VaultHttpClient : IVaultClient
{
    private readonly string _store;
    private readonly string _root;
    private readonly string? _namespace;
    private readonly StoreHttpClient _http;

    public VaultHttpClient(string store, VaultOptions options)
    {
        _store = store;
        _root = VaultSettings.AddressOf(options)!.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/v1/";
        _namespace = VaultSettings.NamespaceOf(options)?.Trim('/') is { Length: > 0 } name ? name + "/" : null;

        // 412: a standby of Vault Enterprise has not yet heard of what the request relies on, a login for example.
        _http = new StoreHttpClient(
            store, VaultSettings.HttpOf(options), options.TimeProvider, options.LoggerFactory, static answer => answer.Status is HttpStatusCode.PreconditionFailed);
    }

    public async ValueTask<VaultAnswer> SendAsync(VaultRequest request, string? token, CancellationToken cancellationToken) =>
        new(_store, await _http.SendAsync(() => Message(request, token), cancellationToken).ConfigureAwait(false));

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(VaultRequest request, string? token)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_root + request.Target));

        // Listeners with require_request_header refuse requests without it, so that no page in a browser can be made to send one.
        message.Headers.Add("X-Vault-Request", "true");
        if (token is not null)
        {
            message.Headers.Add("X-Vault-Token", token);
        }

        if (_namespace is not null)
        {
            message.Headers.Add("X-Vault-Namespace", _namespace);
        }

        if (request.Content is { } content)
        {
            message.Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return message;
    }
}
