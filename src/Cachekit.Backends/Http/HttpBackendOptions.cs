using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;

namespace Cachekit.Backends;

/// <summary>Which server an <see cref="HttpBackend"/> uses, and how.</summary>
/// <remarks>The backend reads the options when it is made; later changes have no effect on it.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class HttpBackendOptions
{
    /// <summary>The API key: a secret, which never shows in logs, messages or <see cref="ToString"/>.</summary>
    /// <value>Begins with <c>ck_live_</c>, <c>ck_sdk_</c>, <c>ck_api_</c> or <c>ck_test_</c> and has no white space. There is no default.</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>The address of the API.</summary>
    /// <value>An <c>https</c> URL without user name, query and fragment; <c>https://api.cachekit.io</c> by default. A path before <c>/v1/cache</c> is allowed.</value>
    /// <remarks>Other hosts than those of the service need <see cref="AllowCustomHost"/>, private addresses also need <see cref="AllowPrivateNetwork"/>.</remarks>
    public string ApiUrl { get; set; } = ApiEndpoint.Default;

    /// <summary>How long an operation may take, with all its retries.</summary>
    /// <value>More than 0, at most 24 days; 5 seconds by default.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a request is sent again after a failure that is likely to pass: a lost connection, or an answer 408, 429 or 5xx.</summary>
    /// <value>0 or more; 3 by default.</value>
    /// <remarks>The waits begin at about 0.1 s and double, or are those for which the server asks; none goes beyond <see cref="Timeout"/>.</remarks>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The most connections to the server.</summary>
    /// <value>1 or more; 10 by default.</value>
    /// <remarks>A connection carries one call at a time over HTTP/1.1, and about a hundred over HTTP/2, where further ones are opened only when that is not enough.</remarks>
    public int ConnectionPoolSize { get; set; } = 10;

    /// <summary>Whether <see cref="ApiUrl"/> may name a host that does not belong to the service, such as a server of your own.</summary>
    /// <value><see langword="false"/> by default.</value>
    /// <remarks>The API key is sent to that host.</remarks>
    public bool AllowCustomHost { get; set; }

    /// <summary>Whether the server may have an address of this machine or of a private network; <c>localhost</c> is one.</summary>
    /// <value><see langword="false"/> by default: such an address is refused, in the URL and as what the host's name leads to.</value>
    /// <remarks>For a server of your own. Leave it off where others could influence the URL or its name: they could make this process call internal services.</remarks>
    public bool AllowPrivateNetwork { get; set; }

    /// <summary>Certificates to trust beside those that the system trusts: roots, or the certificate of a server that has signed it itself.</summary>
    /// <value><see langword="null"/> by default. The host's name is checked in any case.</value>
    [JsonIgnore]
    public X509Certificate2Collection? TrustedCertificates { get; set; }

    /// <summary>A file with further certificates to trust, beside <see cref="TrustedCertificates"/>.</summary>
    /// <value>The path of a PEM file, or <see langword="null"/> (default).</value>
    public string? TrustedCertificateFile { get; set; }

    /// <summary>Says whether there is an API key, and nothing of the settings: an address could hold a password by mistake.</summary>
    public override string ToString() => ApiKey is null ? "Http backend without an API key" : "Http backend with an API key";
}
