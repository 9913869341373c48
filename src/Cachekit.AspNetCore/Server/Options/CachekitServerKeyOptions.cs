using System.ComponentModel.DataAnnotations;

namespace Cachekit.AspNetCore;

/// <summary>An API key and what it opens.</summary>
/// <remarks>
/// The start of a key is its class. <c>ck_sdk_</c>: may change entries of <c>ns:</c> and those without a prefix, and tells with every
/// request what the client's own memory did. <c>ck_api_</c>: may change entries of <c>nsapi:</c> and those without a prefix. <c>ck_live_</c>: may change all.
/// Every class may read all.
/// </remarks>
public sealed class CachekitServerKeyOptions
{
    /// <summary>The key as clients send it. Give either this or <see cref="KeySha256"/>.</summary>
    /// <value>
    /// <c>ck_sdk_</c>, <c>ck_api_</c> or <c>ck_live_</c>, followed by 1 to 500 letters, digits, <c>_</c> and <c>-</c>.
    /// <see langword="null"/> by default, and again as soon as the server has made its hash.
    /// </value>
    [RegularExpression(
        "^ck_(sdk|api|live)_[A-Za-z0-9_-]{1,500}$",
        ErrorMessage = "{0} is not an API key: write ck_sdk_, ck_api_ or ck_live_ and then 1 to 500 letters, digits, '_' and '-', at best random ones, for example from 'openssl rand -hex 32'.")]
    public string? Key { get; set; }

    /// <summary>The SHA-256 of the key's text, so that the key itself need not be in the configuration. Give either this or <see cref="Key"/>.</summary>
    /// <value>64 hexadecimal digits, for example from <c>printf %s "$KEY" | sha256sum</c>; <see langword="null"/> by default.</value>
    [RegularExpression("^[0-9A-Fa-f]{64}$", ErrorMessage = "{0} is not a SHA-256: write 64 hexadecimal digits, for example from: printf %s \"$KEY\" | sha256sum.")]
    public string? KeySha256 { get; set; }

    /// <summary>Whose entries the key opens. Tenants never see each other's entries and locks; several keys may have one tenant.</summary>
    /// <value>1 to 64 letters, digits, <c>_</c> and <c>-</c>; needed.</value>
    [Required(ErrorMessage = "{0} is missing: write the name of the tenant, for example \"shop\".")]
    [RegularExpression(ServerTenants.Pattern, ErrorMessage = "{0} is not the name of a tenant: write 1 to 64 letters, digits, '_' and '-'.")]
    public string? Tenant { get; set; }

    /// <summary>The namespaces that the key may read and change.</summary>
    /// <value>
    /// <see langword="null"/> by default: all of them. <c>default</c> is the namespace of the keys that begin with neither <c>ns:</c> nor <c>nsapi:</c>.
    /// </value>
    public IList<string>? Namespaces { get; set; }

    /// <summary>Whether the key is accepted.</summary>
    /// <value><see langword="true"/> by default. <see langword="false"/> revokes the key.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Where the configuration has it; <see langword="null"/>: code made it.</summary>
    internal string? Place { get; set; }
}
