namespace Cachekit.Backends;

internal static class RedisScripts
{
    /// <summary>The remaining lives of any number of keys, as PTTL gives them, as one text with blanks: a list would cost both sides more.</summary>
    public const string Lives = "local c = redis.call local r = {} for i = 1, #KEYS do r[i] = c('PTTL', KEYS[i]) end return table.concat(r, ' ')";

    /// <summary>Removes a lock if its token is still the caller's.</summary>
    public const string Release = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    /// <summary>Prolongs a lock if its token is still the caller's.</summary>
    public const string Renew = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
}
