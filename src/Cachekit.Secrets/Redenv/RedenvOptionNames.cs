namespace Cachekit.Secrets;

/// <summary>The options. The variables behind the first ones are those that the guides of the other clients use.</summary>
internal static class RedenvOptionNames
{
    public const string Section = "Redenv";

    public static readonly RedenvOptionName Project = new("Project", "Project", "REDENV_PROJECT", "REDENV_PROJECT_NAME");
    public static readonly RedenvOptionName Environment = new("Environment", "Environment", "REDENV_ENVIRONMENT");
    public static readonly RedenvOptionName TokenId = new("TokenId", "TokenId", "REDENV_TOKEN_ID");
    public static readonly RedenvOptionName Token = new("Token", "Token", "REDENV_TOKEN", "REDENV_TOKEN_KEY", "REDENV_SECRET_TOKEN_KEY");
    public static readonly RedenvOptionName UpstashUrl = new("Upstash.Url", "Upstash:Url", "UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_URL");
    public static readonly RedenvOptionName UpstashToken = new("Upstash.Token", "Upstash:Token", "UPSTASH_REDIS_REST_TOKEN", "UPSTASH_REDIS_TOKEN");
    public static readonly RedenvOptionName RedisUrl = new("RedisUrl", "Redis:Url", "REDENV_REDIS_URL");
    public static readonly RedenvOptionName Ttl = new("Cache.Ttl", "Cache:Ttl", "REDENV_CACHE_TTL");
    public static readonly RedenvOptionName Swr = new("Cache.Swr", "Cache:Swr", "REDENV_CACHE_SWR");
    public static readonly RedenvOptionName Fill = new("Env.Fill", "Env:Fill", "REDENV_ENV_FILL");
    public static readonly RedenvOptionName Override = new("Env.Override", "Env:Override", "REDENV_ENV_OVERRIDE");
    public static readonly RedenvOptionName Log = new("Log", "Log", "REDENV_LOG");
    public static readonly RedenvOptionName SnapshotPath = new("Snapshot.Path", "Snapshot:Path", "REDENV_SNAPSHOT_PATH");
}
