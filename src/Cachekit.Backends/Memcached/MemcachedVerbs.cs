namespace Cachekit.Backends;

/// <summary>What the backend was doing, as messages say it.</summary>
internal static class MemcachedVerbs
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Remove = "remove";
    public const string Find = "look for";
    public const string Renew = "renew";
    public const string MarkStale = "mark as stale";
    public const string Lock = "lock";
    public const string Unlock = "unlock";
    public const string Check = "check";
}
