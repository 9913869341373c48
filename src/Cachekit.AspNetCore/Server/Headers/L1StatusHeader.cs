using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore;

/// <summary>What the client's own memory did, which SDKs have to tell with every request.</summary>
internal static class L1StatusHeader
{
    public static bool IsValid(IHeaderDictionary headers) =>
        headers[CacheHeaders.L1Status] is { Count: 1 } values && values[0] is "hit" or "miss" or "disabled";
}
