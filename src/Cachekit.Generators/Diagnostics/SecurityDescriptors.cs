using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes about what is encrypted, and for whom.</summary>
internal static class SecurityDescriptors
{
    private const string Security = "Cachekit.Security";

    public static readonly DiagnosticDescriptor SecureWithoutCache = Warning(
        DiagnosticIds.SecureWithoutCache,
        "[Secure] needs a cached method",
        "[Secure] at '{0}' encrypts nothing: {1}",
        Security);

    public static readonly DiagnosticDescriptor TenantWithoutSecure = Warning(
        DiagnosticIds.TenantWithoutSecure,
        "[CacheTenant] needs a secure method",
        "[CacheTenant] at '{0}' chooses no key: {1}",
        Security);

    public static readonly DiagnosticDescriptor TenantNotText = Error(
        DiagnosticIds.TenantNotText,
        "A tenant must be a string",
        "'{0}' is '{1}' and cannot be the tenant of '{2}', whose UTF-8 bytes go into the key: let it be a string, and convert in the caller, always in the same form",
        Security);

    public static readonly DiagnosticDescriptor SeveralTenants = Error(
        DiagnosticIds.SeveralTenants,
        "A method has one tenant",
        "'{0}' has more than one tenant, '{1}' and '{2}': an entry is encrypted with one key; leave [CacheTenant] at one of them, or make one string of both",
        Security);

    public static readonly DiagnosticDescriptor ConstantTenantAndMarked = Error(
        DiagnosticIds.ConstantTenantAndMarked,
        "A tenant is either constant or marked",
        "'{0}' has a constant tenant, and '{1}' is marked as its tenant: remove Tenant from [Secure], or remove [CacheTenant]",
        Security);

    public static readonly DiagnosticDescriptor TenantAndIgnore = Error(
        DiagnosticIds.TenantAndIgnore,
        "A tenant cannot be left out of the key",
        "Parameter '{0}' of '{1}' has [CacheTenant] and [CacheIgnore]: tenants never share an entry; remove [CacheIgnore]",
        Security);

    public static readonly DiagnosticDescriptor InvalidTenant = Error(
        DiagnosticIds.InvalidTenant,
        "A tenant has a forbidden length or content",
        "Tenant of '{0}' {1}: write 1 to 1024 bytes of UTF-8, or remove the setting",
        Security);

    public static readonly DiagnosticDescriptor TenantOfOperation = Error(
        DiagnosticIds.TenantOfOperation,
        "Entries that other SDKs share cannot choose their tenant by call",
        "'{0}' shares its entries with other SDKs, where the tenant belongs to the operation, and '{1}' chooses it for each call: remove Interop, or remove [CacheTenant] and write [Secure(Tenant = \"...\")]",
        Security);

    public static readonly DiagnosticDescriptor TenantNotReadable = Error(
        DiagnosticIds.TenantNotReadable,
        "A tenant must be readable where the method is",
        "'{0}' cannot be the tenant of '{1}', because it is {2}: {3}",
        Security);

    public static readonly DiagnosticDescriptor SecretNotEncrypted = Warning(
        DiagnosticIds.SecretNotEncrypted,
        "A cached value with a secret in it is not encrypted",
        "'{0}' caches '{1}', {2}, as plaintext: whoever can read the backend reads it. {3}",
        Security);

    public static readonly DiagnosticDescriptor TenantNotMarked = Info(
        DiagnosticIds.TenantNotMarked,
        "A parameter of a secure method looks like its tenant",
        "'{0}' is [Secure] without a tenant, so that one key encrypts the entries of all tenants; '{1}' looks like the tenant: {2}",
        Security);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        SecureWithoutCache,
        TenantWithoutSecure,
        TenantNotText,
        SeveralTenants,
        ConstantTenantAndMarked,
        TenantAndIgnore,
        InvalidTenant,
        TenantOfOperation,
        TenantNotReadable,
        SecretNotEncrypted,
        TenantNotMarked,
    ];
}
