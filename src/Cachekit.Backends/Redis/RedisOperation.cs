namespace Cachekit.Backends;

/// <summary>What the backend was doing, as its errors say it.</summary>
internal static class RedisOperation
{
    public const string Connect = "connect";
    public const string Read = "read an entry";
    public const string Write = "write an entry";
    public const string Delete = "remove an entry";
    public const string Exists = "look for an entry";
    public const string ReadLife = "read the life of an entry";
    public const string Renew = "renew the life of an entry";
    public const string Lock = "take a lock";
    public const string RenewLock = "renew a lock";
    public const string Unlock = "give back a lock";
    public const string Scan = "look for the entries of a prefix";
    public const string Publish = "send a message";
    public const string Subscribe = "listen to messages";
}
