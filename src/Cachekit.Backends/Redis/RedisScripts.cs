namespace Cachekit.Backends;

internal static class RedisScripts
{
    /// <summary>The remaining lives of any number of keys, as PTTL gives them.</summary>
    public const string Lives = "local c = redis.call local r = {} for i, k in ipairs(KEYS) do r[i] = c('PTTL', k) end return r";

    /// <summary>Removes a lock if its token is still the caller's.</summary>
    public const string Release = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    /// <summary>Prolongs a lock if its token is still the caller's.</summary>
    public const string Renew = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
}
