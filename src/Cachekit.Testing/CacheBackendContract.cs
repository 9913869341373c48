using Cachekit.Testing.Contract;

namespace Cachekit.Testing;

/// <summary>The contract that every backend keeps, as test cases that any test framework can run.</summary>
/// <remarks>
/// <para>Describe the backend by a <see cref="CacheBackendContractSubject"/> and run each of the <see cref="Cases"/>. Those about an optional
/// interface, such as <see cref="ITtlCacheBackend"/>, apply when the backend implements it. A case throws a
/// <see cref="CacheBackendContractException"/> when its rule is broken.</para>
/// <para>Make one test per case, named by <see cref="CacheBackendContractCase.Name"/>, and have it call <see cref="Case"/> and
/// <see cref="CacheBackendContractCase.RunAsync"/>: in xunit a <c>[Theory]</c> with <c>[MemberData]</c>, in NUnit <c>[TestCaseSource]</c>, in
/// MSTest <c>[DynamicData]</c>, each over <see cref="NamesFor"/>.</para>
/// <para>The cases do not share anything and may run at the same time, if the backends that the subject makes do not share a fake clock.</para>
/// </remarks>
/// <example>
/// With xunit:
/// <code>
/// public class MyBackendContractTests
/// {
///     private readonly MyClock _clock = new();
///
///     public static TheoryData&lt;string&gt; Names => [.. CacheBackendContract.NamesFor&lt;MyBackend&gt;()];
///
///     [Theory]
///     [MemberData(nameof(Names))]
///     public async Task Contract_IsKept(string name)
///     {
///         var subject = new CacheBackendContractSubject
///         {
///             CreateAsync = _ => new ValueTask&lt;ICacheBackend&gt;(new MyBackend(_clock)),
///             LetTimePassAsync = (time, _) => { _clock.Advance(time); return default; },
///             MaxValueBytes = 1_000_000,
///         };
///         var result = await CacheBackendContract.Case(name).RunAsync(subject);
///         Assert.SkipWhen(result == CacheBackendContractResult.DoesNotApply, "The backend does not offer this.");
///     }
/// }
/// </code>
/// </example>
public static class CacheBackendContract
{
    /// <summary>All cases, in an order in which the first to fail says most.</summary>
    public static IReadOnlyList<CacheBackendContractCase> Cases { get; } =
    [
        .. EntryCases.All,
        .. ValueCases.All,
        .. KeyCases.All,
        .. ArgumentCases.All,
        .. LifeCases.All,
        .. RenewalCases.All,
        .. BufferCases.All,
        .. ConcurrencyCases.All,
        .. CancellationCases.All,
        .. HealthCases.All,
        .. LockCases.All,
        .. BatchCases.All,
        .. PrefixCases.All,
        .. NotificationCases.All,
        .. StaleWindowCases.All,
    ];

    /// <summary>The names of the <see cref="Cases"/>, for test frameworks that want data they can store.</summary>
    public static IEnumerable<string> Names => Cases.Select(static contractCase => contractCase.Name);

    /// <summary>The names of the <see cref="Cases"/> that are not about an interface which a backend does not implement.</summary>
    /// <typeparam name="TBackend">The backend's class.</typeparam>
    public static IEnumerable<string> NamesFor<TBackend>()
        where TBackend : ICacheBackend =>
        Cases.Where(static contractCase => contractCase.AppliesTo(typeof(TBackend))).Select(static contractCase => contractCase.Name);

    /// <summary>The case of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static CacheBackendContractCase Case(string name) =>
        Cases.FirstOrDefault(contractCase => contractCase.Name == name)
        ?? throw new ArgumentException($"The contract has no case '{name}'. Take a name of {nameof(CacheBackendContract)}.{nameof(Names)}.", nameof(name));
}
