namespace Cachekit;

/// <summary>Encrypts what a cached method stores: the backend and the memory of this process hold ciphertext only (AES-256-GCM).</summary>
/// <remarks>
/// <para>On a type it applies to all cached methods of the type and of the types nested in it, but not of derived types.</para>
/// <para>The key comes from <c>CachekitOptions.Encryption</c> or from <c>CACHEKIT_MASTER_KEY</c>; without one the method is not usable, and
/// nothing is ever stored as plaintext instead.</para>
/// <para>An entry that was changed, or was written with another key, is never returned: it counts as a miss, or is an error with
/// <see cref="Preset.Secure"/> and where <c>CachekitOptions.Encryption.FailClosed</c> says so.</para>
/// <para>Arguments are not encrypted: a backend sees a hash of them, the memory of this process holds them as they are.</para>
/// </remarks>
/// <example><code>
/// [Cache, Secure]
/// public partial Task&lt;Patient&gt; GetPatientAsync(Guid id);
/// </code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class SecureAttribute : Attribute
{
    /// <summary>The tenant whose key encrypts the entries, the same for all calls.</summary>
    /// <value>
    /// 1 to 1024 bytes of UTF-8. When not set: what <see cref="CacheTenantAttribute"/> marks, else <c>CachekitOptions.Encryption.Tenant</c>, else <c>CACHEKIT_DEPLOYMENT_UUID</c>, else <c>default</c>.
    /// </value>
    public string? Tenant { get; set; }
}
