using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>The answer of a store, read as a whole.</summary>
/// <param name="status">The status.</param>
/// <param name="headers">The headers.</param>
/// <param name="body">The body.</param>
internal sealed class StoreResponse(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlyMemory<byte> body)
{
    public HttpStatusCode Status => status;

    public bool IsSuccess => (int)status is >= 200 and < 300;

    public HttpResponseHeaders Headers => headers;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The body as JSON.</summary>
    /// <param name="store">The store's name.</param>
    /// <exception cref="SecretsException">It is none; the message repeats nothing of it.</exception>
    public JsonDocument Json(string store)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            // The parser's message repeats characters of the body, which may hold secrets.
            throw new SecretsException(SecretsErrorCode.UnknownError, $"{store} answered {(int)status} with something that is no JSON: check that its address is that of the API.");
        }
    }
}
