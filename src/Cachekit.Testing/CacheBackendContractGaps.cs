namespace Cachekit.Testing;

/// <summary>What the protocol behind a backend cannot tell or do, where the contract allows for that.</summary>
[Flags]
public enum CacheBackendContractGaps
{
    /// <summary>It can tell and do everything.</summary>
    None = 0,

    /// <summary><see cref="ICacheBackend.Delete"/> does not know whether there was something to remove.</summary>
    DeletedOrMissing = 1,

    /// <summary>
    /// A read does not know the remaining life. <see cref="BackendValue.Remaining"/> is zero then for an entry with a life, and zero or
    /// <see langword="null"/> for a permanent one.
    /// </summary>
    RemainingOnRead = 2,

    /// <summary><see cref="ITtlCacheBackend.RefreshTtl"/> does not know whether there was an entry.</summary>
    RefreshedOrMissing = 4,

    /// <summary>Locks cannot be renewed: <see cref="ICacheBackendLock.TryRenew"/> answers <see langword="false"/>.</summary>
    LockRenewal = 8,

    /// <summary><see cref="ICacheBackendLock.Release"/> does not know whether the lock was still held.</summary>
    LockLoss = 16,

    /// <summary>A batch does not know how many of its entries were there to remove.</summary>
    BatchDeletedOrMissing = 32,
}
