using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    private const string Json = "application/json";

    private static readonly byte[] Success = """{"success":true}"""u8.ToArray();

    /// <summary>What every answer has: two tenants have the same URLs, so nothing on the way may keep one.</summary>
    public static void Prepare(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Authorization";
    }

    public static ValueTask SuccessAsync(HttpResponse response) => WriteAsync(response, Success);

    public static ValueTask JsonAsync(HttpResponse response, string json) => WriteAsync(response, Encoding.ASCII.GetBytes(json));

    public static ValueTask RefuseAsync(HttpResponse response, Refusal refusal)
    {
        response.StatusCode = refusal.Status;
        var headers = response.Headers;
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.Allow is not null)
        {
            headers.Allow = refusal.Allow;
        }

        if (refusal.Retry)
        {
            headers.RetryAfter = Text(ServerLimits.RetryAfter);
        }

        if (refusal.Close && !HttpProtocol.IsHttp2(response.HttpContext.Request.Protocol) && !HttpProtocol.IsHttp3(response.HttpContext.Request.Protocol))
        {
            headers.Connection = "close";
        }

        return WriteAsync(response, refusal.Body);
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static ValueTask WriteAsync(HttpResponse response, ReadOnlyMemory<byte> json)
    {
        response.ContentType = Json;
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json, response.HttpContext.RequestAborted);
    }
}
