namespace Cachekit.TestSupport.Backends;

/// <summary>The operations of a backend, as flags so that a fault can cover several.</summary>
[Flags]
public enum BackendOperation
{
    None = 0,
    Get = 1,
    Set = 2,
    Delete = 4,
    Exists = 8,
    GetTtl = 16,
    RefreshTtl = 32,
    CheckHealth = 64,
    All = Get | Set | Delete | Exists | GetTtl | RefreshTtl | CheckHealth,
}
