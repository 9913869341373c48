using Cachekit.Testing;

namespace Cachekit.Backends.Tests.Contract;

/// <summary>The contract itself: a backend that does everything passes, and one that does a single thing wrong is caught by the rule for it.</summary>
public class ContractTests
{
    private static readonly (Flaw Flaw, string Case)[] Caught =
    [
        (Flaw.LosesWrites, "entries/round-trip"),
        (Flaw.InventsEntries, "entries/missing"),
        (Flaw.KeepsFirstValue, "entries/overwrite"),
        (Flaw.AlwaysSaysDeleted, "entries/delete"),
        (Flaw.KeepsFormsApart, "entries/both-forms"),
        (Flaw.TakesEmptyForMissing, "values/empty"),
        (Flaw.CutsLargeValues, "values/sizes"),
        (Flaw.CutsAtLineEnds, "values/bytes"),
        (Flaw.StoresPartOfTooLarge, "values/limit"),
        (Flaw.RefusesShortKeys, "keys/shortest"),
        (Flaw.CutsLongKeys, "keys/longest"),
        (Flaw.ReplacesCharacters, "keys/characters"),
        (Flaw.IgnoresCase, "keys/apart"),
        (Flaw.ReplacesOddCharacters, "keys/hostile"),
        (Flaw.RunsCommandsInKeys, "keys/hostile"),
        (Flaw.TakesEmptyKeys, "arguments/key"),
        (Flaw.TakesLivesOfZero, "arguments/life"),
        (Flaw.IgnoresLives, "life/expires"),
        (Flaw.HalvesLives, "life/lasts"),
        (Flaw.EndsPermanentEntries, "life/permanent"),
        (Flaw.TellsWholeLife, "life/remaining"),
        (Flaw.DropsFractions, "life/fraction"),
        (Flaw.KeepsFormerLife, "life/overwrite"),
        (Flaw.TellsLifeOfPermanent, "ttl/read"),
        (Flaw.OnlyLengthensLives, "ttl/refresh"),
        (Flaw.RefreshMakesEntries, "ttl/refresh-missing"),
        (Flaw.SharesBuffers, "buffers/stable"),
        (Flaw.KeepsCallersMemory, "buffers/written"),
        (Flaw.MixesValues, "concurrency/one-key"),
        (Flaw.MixesUpAnswers, "concurrency/many-keys"),
        (Flaw.IgnoresCancellation, "cancellation/before"),
        (Flaw.LeavesAnswersBehind, "cancellation/during"),
        (Flaw.SaysItIsIll, "health/working"),
        (Flaw.LocksForAll, "locks/exclusive"),
        (Flaw.NeverFreesLocks, "locks/release"),
        (Flaw.LocksForever, "locks/expire"),
        (Flaw.FreesOthersLocks, "locks/own"),
        (Flaw.OnlySaysItRenews, "locks/renew"),
        (Flaw.LeavesOutMissing, "batch/read"),
        (Flaw.KeepsFirstOfBatch, "batch/write"),
        (Flaw.CountsKeys, "batch/delete"),
        (Flaw.RefusesEmptyBatches, "batch/empty"),
        (Flaw.RemovesOnePage, "prefix/delete"),
        (Flaw.TakesPatterns, "prefix/literal"),
        (Flaw.TellsOneListener, "notifications/arrive"),
        (Flaw.NeverStopsListening, "notifications/unsubscribe"),
        (Flaw.HasNoWindow, "stale/window"),
        (Flaw.ChoosesEveryone, "stale/winner"),
        (Flaw.AlwaysHasWindow, "stale/none"),
    ];

    public static TheoryData<string> Names => [.. CacheBackendContract.Names];

    public static TheoryData<Flaw, string> Flaws
    {
        get
        {
            var data = new TheoryData<Flaw, string>();
            foreach (var (flaw, name) in Caught)
            {
                data.Add(flaw, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task CapableBackend_KeepsIt(string name) =>
        Assert.Equal(CacheBackendContractResult.Kept, await CacheBackendContract.Case(name).RunAsync(Subject(Flaw.None), CancellationToken.None));

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task FlawedBackend_IsCaught(Flaw flaw, string name)
    {
        // No token of the test: one of the flaws is about calls that can be cancelled.
        var broken = await Assert.ThrowsAsync<CacheBackendContractException>(() => CacheBackendContract.Case(name).RunAsync(Subject(flaw), CancellationToken.None));
        Assert.Equal(name, broken.CaseName);
        Assert.NotEmpty(broken.Expected);
        Assert.NotEmpty(broken.Actual);
        Assert.Contains(CacheBackendContract.Case(name).Rule, broken.Message, StringComparison.Ordinal);
    }

    /// <summary>One of each kind of waiting; on a real clock they take a second or two.</summary>
    [Theory]
    [InlineData("life/expires")]
    [InlineData("life/remaining")]
    [InlineData("life/fraction")]
    [InlineData("ttl/refresh")]
    [InlineData("locks/own")]
    [InlineData("stale/window")]
    public async Task CapableBackendOnARealClock_KeepsIt(string name)
    {
        var subject = new CacheBackendContractSubject
        {
            CreateAsync = static _ => new ValueTask<ICacheBackend>(new CapableBackend(TimeProvider.System)),
            LifeResolution = TimeSpan.FromMilliseconds(100),
        };
        Assert.Equal(CacheBackendContractResult.Kept, await CacheBackendContract.Case(name).RunAsync(subject, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void EveryCase_HasAFlawThatItCatches()
    {
        Assert.Equal(CacheBackendContract.Names.Order(), Caught.Select(static pair => pair.Case).Distinct().Order());
        Assert.Equal(Enum.GetValues<Flaw>().Where(static flaw => flaw != Flaw.None), Caught.Select(static pair => pair.Flaw));
    }

    [Fact]
    public async Task Message_SaysRuleExpectedAndActual()
    {
        var broken = await Assert.ThrowsAsync<CacheBackendContractException>(
            () => CacheBackendContract.Case("values/empty").RunAsync(Subject(Flaw.TakesEmptyForMissing), TestContext.Current.CancellationToken));
        Assert.Equal(
            "The backend 'capable' breaks the rule 'values/empty' (by its synchronous members): An empty value is found; it is no miss. "
            + "Expected: a found value of 0 bytes. Actual: no entry.",
            broken.Message);
    }

    [Fact]
    public async Task FailingBackend_IsCaughtWithItsException()
    {
        var subject = Subject(Flaw.RefusesShortKeys);
        var broken = await Assert.ThrowsAsync<CacheBackendContractException>(
            () => CacheBackendContract.Case("keys/shortest").RunAsync(subject, TestContext.Current.CancellationToken));
        Assert.IsType<CacheBackendException>(broken.InnerException);
    }

    [Fact]
    public async Task ContradictorySubjects_AreArgumentErrors()
    {
        var contractCase = CacheBackendContract.Case("entries/missing");
        var noTime = new CacheBackendContractSubject { CreateAsync = Subject(Flaw.None).CreateAsync, LifeResolution = TimeSpan.Zero };
        var noRoom = new CacheBackendContractSubject { CreateAsync = Subject(Flaw.None).CreateAsync, MaxKeyLength = 10 };
        await Assert.ThrowsAsync<ArgumentException>(() => contractCase.RunAsync(noTime, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => contractCase.RunAsync(noRoom, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(static () => CacheBackendContract.Case("entries/none"));
        Assert.Equal("entries/missing", contractCase.ToString());
    }

    private static CacheBackendContractSubject Subject(Flaw flaw)
    {
        var time = new FakeTimeProvider();
        return new CacheBackendContractSubject
        {
            CreateAsync = _ => new ValueTask<ICacheBackend>(flaw == Flaw.None ? new CapableBackend(time) : new FlawedBackend(time, flaw)),
            LetTimePassAsync = (by, _) =>
            {
                time.Advance(by);
                return default;
            },
            MaxValueBytes = CapableBackend.MaxValueBytes,

            // What a flawed backend never does is not worth waiting for, and the other one does all at once.
            Patience = TimeSpan.FromMilliseconds(200),
        };
    }
}
