namespace Cachekit.Testing;

/// <summary>What a case of the contract found out. A broken rule is no result but a <see cref="CacheBackendContractException"/>.</summary>
public enum CacheBackendContractResult
{
    /// <summary>The backend keeps the rule.</summary>
    Kept = 0,

    /// <summary>The rule is about something that the backend does not offer, such as an interface that it does not implement. Report the test as skipped.</summary>
    DoesNotApply = 1,
}
