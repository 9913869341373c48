using System.Net.Http.Headers;

namespace Cachekit.Secrets;

/// <summary>Makes requests that are signed.</summary>
internal static class AwsRequest
{
    /// <summary>Makes a POST. It is good for one attempt: the time is in it.</summary>
    /// <param name="address">Where it goes.</param>
    /// <param name="contentType">What its body is.</param>
    /// <param name="target">The operation, for services that take it from a header.</param>
    /// <param name="body">The body.</param>
    /// <param name="credentials">Who signs; <see langword="null"/>: nobody.</param>
    /// <param name="scope">For what the signature is good.</param>
    public static HttpRequestMessage Post(Uri address, string contentType, string? target, byte[] body, AwsCredentials? credentials, AwsSigningScope scope)
    {
        var host = address.GetComponents(UriComponents.Host | UriComponents.Port, UriFormat.UriEscaped);
        if (address.IsDefaultPort)
        {
            host = address.GetComponents(UriComponents.Host, UriFormat.UriEscaped);
        }

        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        message.Headers.Host = host;
        List<KeyValuePair<string, string>> signed = [new("content-type", contentType), new("host", host)];
        if (target is not null)
        {
            Add("x-amz-target", target);
        }

        if (credentials is not null)
        {
            Add("x-amz-date", scope.Timestamp);
            if (credentials.SessionToken is { } token)
            {
                Add("x-amz-security-token", token);
            }

            var request = new AwsSignableRequest("POST", address.AbsolutePath, address.Query.TrimStart('?'), signed, AwsSignatureV4.Hash(body));
            message.Headers.TryAddWithoutValidation("Authorization", AwsSignatureV4.Authorization(request, credentials, scope));
        }

        return message;

        void Add(string name, string value)
        {
            message.Headers.TryAddWithoutValidation(name, value);
            signed.Add(new(name, value));
        }
    }
}
