using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Cachekit.Secrets;

/// <summary>An Upstash database, or another server that speaks its REST protocol.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RedenvUpstashOptions
{
    /// <summary>The REST URL, for example <c>https://eu1-calm-fox-1234.upstash.io</c>.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Upstash:Url</c>, then the variables <c>UPSTASH_REDIS_REST_URL</c> and <c>UPSTASH_REDIS_URL</c>.</value>
    public string? Url { get; set; }

    /// <summary>The REST token. It opens the database, and no secret: those need <see cref="RedenvOptions.Token"/>.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Upstash:Token</c>, then the variables <c>UPSTASH_REDIS_REST_TOKEN</c> and <c>UPSTASH_REDIS_TOKEN</c>.</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Token { get; set; }

    /// <summary>The URL, and whether there is a token.</summary>
    public override string ToString() => $"Url={Url ?? "(not set)"}, Token={RedenvOptions.Masked(Token)}";
}
