namespace Cachekit.Generators.Models;

/// <summary>How the entries of a secure method are encrypted.</summary>
/// <param name="Tenant">The tenant of all calls, or null when the attributes name none.</param>
/// <param name="TenantSource">What of the key is the tenant of a call, or null.</param>
internal sealed record SecurityModel(string? Tenant, KeySource? TenantSource);
