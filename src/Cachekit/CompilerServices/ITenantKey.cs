using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>A key that says whose entry it is: the tenant is one of its arguments.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITenantKey
{
    /// <summary>The tenant as the caller gave it.</summary>
    string? Tenant { get; }
}
