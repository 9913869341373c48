using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore;

/// <summary><c>/v1/cache/{key}</c>.</summary>
internal sealed class EntryEndpoint(EntryStore store, int maxValueBytes)
{
    public ValueTask<Refusal?> HandleAsync(ServerRequest request) => request.Method switch
    {
        "PUT" => PutAsync(request),
        "DELETE" => DeleteAsync(request),
        _ => GetAsync(request),
    };

    /// <summary>GET, and HEAD, which has the same status and headers but for the one that bounds copies.</summary>
    private async ValueTask<Refusal?> GetAsync(ServerRequest request)
    {
        using var entry = await store.FindAsync(request.StorageKey, request.Deadline.Reading).ConfigureAwait(false);
        if (entry is null)
        {
            return Refusals.NotFound;
        }

        var response = request.Http.Response;
        var isFresh = entry.Times.IsFresh(entry.Now);
        response.ContentType = "application/octet-stream";
        response.ContentLength = entry.Bytes.Length;
        response.Headers[CacheHeaders.Freshness] = isFresh ? CacheHeaders.Fresh : CacheHeaders.Stale;
        if (request.Method == "HEAD")
        {
            return null;
        }

        if (!entry.Times.IsPermanent)
        {
            response.Headers[CacheHeaders.FreshFor] = isFresh ? Answers.Text(entry.Times.FreshFor(entry.Now)) : "0";
        }

        await response.Body.WriteAsync(entry.Bytes, request.Http.RequestAborted).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<Refusal?> PutAsync(ServerRequest request)
    {
        var http = request.Http;
        if (TtlHeaders.TryRead(http.Request.Headers, out var life) is { } refusal)
        {
            return refusal;
        }

        var (bodyRefusal, value) = await RequestBodies.ReadValueAsync(http.Request, maxValueBytes, request.Deadline.Reading).ConfigureAwait(false);
        if (value is null)
        {
            return bodyRefusal;
        }

        using (value)
        {
            await store.WriteAsync(request.StorageKey, value, life, request.Deadline.Changing).ConfigureAwait(false);
        }

        await Answers.SuccessAsync(http.Response).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<Refusal?> DeleteAsync(ServerRequest request)
    {
        await store.DeleteAsync(request.StorageKey, request.Deadline.Changing).ConfigureAwait(false);
        await Answers.SuccessAsync(request.Http.Response).ConfigureAwait(false);
        return null;
    }
}
