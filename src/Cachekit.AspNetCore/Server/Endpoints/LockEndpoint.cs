using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore;

/// <summary><c>/v1/cache/{key}/lock</c>.</summary>
internal sealed class LockEndpoint(LockTable locks, TimeSpan maxTimeout)
{
    public ValueTask<Refusal?> HandleAsync(ServerRequest request) => request.Method == "POST" ? AcquireAsync(request) : ReleaseAsync(request);

    private async ValueTask<Refusal?> AcquireAsync(ServerRequest request)
    {
        var (refusal, timeout) = await RequestBodies.ReadNumberAsync(request.Http.Request, "timeout_ms", request.Deadline.Reading).ConfigureAwait(false);
        if (timeout is not >= 1 || timeout > maxTimeout.TotalMilliseconds)
        {
            return refusal ?? Refusals.LockBody;
        }

        var (id, tooMany) = await locks
            .TryAcquireAsync(request.Tenant, request.StorageKey, TimeSpan.FromMilliseconds(timeout.Value), request.Deadline.Changing).ConfigureAwait(false);
        if (tooMany)
        {
            return Refusals.TooManyLocks;
        }

        await Answers.JsonAsync(request.Http.Response, id is null ? """{"lock_id":null}""" : $$"""{"lock_id":"{{id}}"}""").ConfigureAwait(false);
        return null;
    }

    /// <summary>An id that is not the holder's is no error: the lock may have ended by itself, and somebody else may have it.</summary>
    private async ValueTask<Refusal?> ReleaseAsync(ServerRequest request)
    {
        if (IdOf(request.Http.Request) is not { } id)
        {
            return Refusals.LockId;
        }

        var released = await locks.ReleaseAsync(request.StorageKey, id, request.Deadline.Changing).ConfigureAwait(false);
        await Answers.JsonAsync(request.Http.Response, released ? """{"success":true}""" : """{"success":false}""").ConfigureAwait(false);
        return null;
    }

    /// <summary>The header, or else the query of older clients; a blank one is as good as none.</summary>
    private static string? IdOf(HttpRequest request)
    {
        var id = request.Headers[CacheHeaders.LockId].ToString();
        if (string.IsNullOrWhiteSpace(id))
        {
            id = request.Query["lock_id"].ToString();
        }

        return string.IsNullOrWhiteSpace(id) ? null : id.Trim();
    }
}
