using Cachekit.Testing;

namespace Cachekit.Backends.Tests.Contract;

/// <summary>The contract of all backends, for one of them: a derived class says how to make it, and has these tests then.</summary>
/// <typeparam name="TBackend">The backend: rules about interfaces that it does not implement are left out.</typeparam>
public abstract class BackendContractTests<TBackend>
    where TBackend : ICacheBackend
{
    public static TheoryData<string> Names => [.. CacheBackendContract.NamesFor<TBackend>()];

    protected abstract CacheBackendContractSubject Subject { get; }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_IsKept(string name)
    {
        var result = await CacheBackendContract.Case(name).RunAsync(Subject, TestContext.Current.CancellationToken);
        Assert.SkipWhen(result == CacheBackendContractResult.DoesNotApply, "The backend does not offer what this rule is about.");
    }
}
