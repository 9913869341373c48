using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore;

/// <summary>A request for a resource of a key that its sender may have.</summary>
/// <param name="Http">The request and its response.</param>
/// <param name="Tenant">Whose entries the request is about.</param>
/// <param name="StorageKey">Where the backend has the entry.</param>
/// <param name="Deadline">Ends the waits.</param>
internal readonly record struct ServerRequest(HttpContext Http, string Tenant, string StorageKey, RequestDeadline Deadline)
{
    public string Method => Http.Request.Method;
}
