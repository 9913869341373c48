namespace Cachekit.Testing.Contract;

/// <summary>How cases are written down.</summary>
internal static class ContractCases
{
    public static CacheBackendContractCase Case(string name, string rule, Func<ContractRun, Task> body) =>
        new(name, rule, inBothForms: true, async run =>
        {
            await body(run).ConfigureAwait(false);
            return CacheBackendContractResult.Kept;
        });

    /// <summary>A case for what exists only in the asynchronous form, or for both forms together.</summary>
    public static CacheBackendContractCase OneFormCase(string name, string rule, Func<ContractRun, Task> body) =>
        new(name, rule, inBothForms: false, async run =>
        {
            await body(run).ConfigureAwait(false);
            return CacheBackendContractResult.Kept;
        });

    /// <summary>A case for backends with a further interface.</summary>
    public static CacheBackendContractCase Case<TBackend>(string name, string rule, Func<ContractRun, TBackend, Task> body, bool inBothForms = true)
        where TBackend : class, ICacheBackend =>
        new(
            name,
            rule,
            inBothForms,
            async run =>
            {
                if (run.Backend is not TBackend backend)
                {
                    return CacheBackendContractResult.DoesNotApply;
                }

                await body(run, backend).ConfigureAwait(false);
                return CacheBackendContractResult.Kept;
            },
            typeof(TBackend));
}
