using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Secrets;

/// <summary>Which secrets a <see cref="RedenvClient"/> reads, from where, and for how long.</summary>
/// <remarks>
/// What is not set here, the section <c>Redenv</c> of <see cref="Configuration"/> says, then environment variables, then the defaults. All problems are reported
/// together when the client is made, which copies the options: later changes have no effect.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RedenvOptions
{
    /// <summary>The project.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Project</c>, then the variables <c>REDENV_PROJECT</c> and <c>REDENV_PROJECT_NAME</c>. Without a colon.</value>
    public string? Project { get; set; }

    /// <summary>The environment of the project.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Environment</c>, the variable <c>REDENV_ENVIRONMENT</c>, or else <c>development</c>. Without a colon.</value>
    public string? Environment { get; set; }

    /// <summary>The public id of the service token, <c>stk_...</c>. It stands in the history of what is written.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:TokenId</c>, then the variable <c>REDENV_TOKEN_ID</c>.</value>
    public string? TokenId { get; set; }

    /// <summary>The secret token, <c>redenv_sk_...</c>. It never leaves the process.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Token</c>, then the variables <c>REDENV_TOKEN</c>, <c>REDENV_TOKEN_KEY</c> and <c>REDENV_SECRET_TOKEN_KEY</c>.</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Token { get; set; }

    /// <summary>The store, over the Upstash REST protocol.</summary>
    public RedenvUpstashOptions Upstash { get; set; } = new();

    /// <summary>The store, as a plain Redis instead: <c>redis://[user][:password]@host:port[/db]</c>, <c>rediss://</c> for TLS.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Redis:Url</c>, then the variable <c>REDENV_REDIS_URL</c>.</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? RedisUrl { get; set; }

    /// <summary>The store, as a connection that the program has already. The client never disposes of it.</summary>
    /// <value><see langword="null"/> by default.</value>
    [JsonIgnore]
    public IConnectionMultiplexer? RedisConnection { get; set; }

    /// <summary>How long secrets are good.</summary>
    public RedenvCacheOptions Cache { get; set; } = new();

    /// <summary>Whether secrets become environment variables.</summary>
    public RedenvEnvOptions Env { get; set; } = new();

    /// <summary>How much is logged.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Log</c>, the variable <c>REDENV_LOG</c> (<c>none</c>, <c>low</c>, <c>high</c>), or else <see cref="RedenvLogLevel.Low"/>.</value>
    public RedenvLogLevel? Log { get; set; }

    /// <summary>A copy of the secrets on disk, for starts while the store is away.</summary>
    public RedenvSnapshotOptions Snapshot { get; set; } = new();

    /// <summary>How the store is asked. Its <see cref="StoreHttpOptions.RequestTimeout"/> counts for a plain Redis too.</summary>
    [JsonIgnore]
    public StoreHttpOptions Http { get; set; } = new();

    /// <summary>The section of a configuration that says what these options do not say.</summary>
    /// <value><see langword="null"/> by default: the section <c>Redenv</c> of the host's configuration where <c>AddRedenv</c> finds one, or else nothing.</value>
    /// <remarks>Read once, when the client is made.</remarks>
    [JsonIgnore]
    public IConfiguration? Configuration { get; set; }

    /// <summary>The clock of ages, timeouts and retries.</summary>
    /// <value><see langword="null"/> by default: the one of the service provider, or else the system's.</value>
    [JsonIgnore]
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where logs go.</summary>
    /// <value><see langword="null"/> by default: the one of the service provider, or else nowhere.</value>
    [JsonIgnore]
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Reads an environment variable; tests replace it, so that no test changes its process.</summary>
    internal Func<string, string?> Variables { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Rounds of the key derivation; the protocol has one number, and only tests that make their own projects have another.</summary>
    internal int Rounds { get; set; } = TokenKeys.Rounds;

    /// <summary>The options, with masked tokens.</summary>
    public override string ToString() =>
        $"Project={Project ?? "(not set)"}, Environment={Environment ?? "(not set)"}, TokenId={TokenId ?? "(not set)"}, Token={Masked(Token)}, Upstash=({Upstash}), RedisUrl={Masked(RedisUrl)}";

    internal static string Masked(string? secret) => string.IsNullOrEmpty(secret) ? "(not set)" : SecretMask.Text;
}
