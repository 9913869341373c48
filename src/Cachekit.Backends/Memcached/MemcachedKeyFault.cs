namespace Cachekit.Backends;

/// <summary>Why memcached cannot take a key.</summary>
internal enum MemcachedKeyFault
{
    None,
    TooLong,
    IllegalCharacter,
    NotText,
}
