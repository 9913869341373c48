namespace Cachekit.Pipeline;

/// <summary>What cannot be done with entries that are shared with other SDKs.</summary>
internal static class SharedEntries
{
    internal static CacheBackendException CannotAllGo(string whose) => new(
        BackendErrorKind.Permanent,
        $"The entries of {whose} are shared with other SDKs, and their format has nothing by which all of them could be made invalid at once, nor can the backend remove keys that begin alike: "
        + "memory is clean, the backend still has them. Invalidate them one by one with their arguments, or let them expire.");
}
