using System.Text;
using Cachekit.Generators.ExecutionTests.Handles;
using Cachekit.TestSupport;

namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>Secure methods of every form, as their callers see them, and what they leave in the backend.</summary>
public sealed partial class SecureFormsTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly CachekitRuntime _here;
    private readonly CachekitRuntime _there;

    public SecureFormsTests()
    {
        _here = _scene.AnotherProcess(MasterKeys.UseFirst);
        _there = _scene.AnotherProcess(MasterKeys.UseFirst);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> FormNames => [.. AllForms.Keys];

    /// <summary>A call with a marker in its result, and the handle's facts.</summary>
    private static Dictionary<string, Func<CachekitRuntime, string, Task<(string Result, CachedMethodInfo Info)>>> AllForms => new()
    {
        ["task"] = async (runtime, marker) =>
        {
            var forms = new Forms(runtime, marker);
            return (await forms.TaskAsync(1), forms.Cached.Task.Info);
        },
        ["value task"] = async (runtime, marker) =>
        {
            var forms = new Forms(runtime, marker);
            return (await forms.ValueTaskAsync(1, Token), forms.Cached.ValueTask.Info);
        },
        ["value"] = (runtime, marker) =>
        {
            var forms = new Forms(runtime, marker);
            return Task.FromResult((forms.Value(1), forms.Cached.Value.Info));
        },
        ["preset"] = (runtime, marker) =>
        {
            var forms = new Forms(runtime, marker);
            return Task.FromResult((forms.ByPreset(1), forms.Cached.ByPreset.Info));
        },
        ["minimal"] = (runtime, marker) =>
        {
            var forms = new Forms(runtime, marker);
            return Task.FromResult((forms.Minimal(1), forms.Cached.Minimal.Info));
        },
        ["generic method"] = (runtime, marker) =>
        {
            var forms = new Forms(runtime, marker);
            return Task.FromResult((forms.Generic(DayOfWeek.Friday), forms.Cached.Generic<DayOfWeek>().Info));
        },
        ["attribute on the class"] = (runtime, marker) =>
        {
            var forms = new SecureClass(runtime, marker);
            return Task.FromResult((forms.Get(1), forms.Cached.Get.Info));
        },
        ["attribute on the class around"] = (runtime, marker) =>
        {
            var forms = new SecureClass.Inner(runtime, marker);
            return Task.FromResult((forms.Get(1), forms.Cached.Get.Info));
        },
        ["generic class"] = async (runtime, marker) =>
        {
            var forms = new GenericClass<Guid>(runtime, marker);
            return (await forms.GetAsync(Guid.Empty), forms.Cached.Get.Info);
        },
        ["struct"] = (runtime, marker) =>
        {
            var forms = new SecureStruct(runtime, marker);
            return Task.FromResult((forms.Get(1), forms.Cached.Get.Info));
        },
    };

    [Theory]
    [MemberData(nameof(FormNames))]
    public async Task Form_StoresCiphertextThatAnotherProcessReads(string name)
    {
        var form = AllForms[name];
        const string Marker = "a-rare-condition";

        var (first, _) = await form(_here, Marker);
        var (again, info) = await form(_here, "not run");
        var (other, infoThere) = await form(_there, "not run");

        Assert.Equal("told: " + Marker, first);
        Assert.Equal((first, first), (again, other));
        Assert.True(info.IsSecure);
        Assert.False(info.HoldsObjects);
        Assert.Equal((1, 1, 0), (info.LocalHits, info.Misses, info.BackendHits));
        Assert.Equal((0, 0, 1), (infoThere.LocalHits, infoThere.Misses, infoThere.BackendHits));
        var stored = _scene.Backend.Peek(Assert.Single(_scene.Backend.Keys))!;
        Assert.Equal(0x02, stored[0]);
        Assert.True(stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marker)) < 0);
    }

    [Fact]
    public async Task StaticMethod_UsesTheRuntimeOfItsType()
    {
        StaticForms.Runtime = _here;
        var first = await StaticForms.GetAsync(1);
        StaticForms.Runtime = _there;

        Assert.Equal(first, await StaticForms.GetAsync(1));
        Assert.True(StaticForms.Cached.Get.Info.IsSecure);
        Assert.Equal(1, StaticForms.Cached.Get.Info.BackendHits);
    }

    [Fact]
    public async Task EveryMemberOfTheHandle_WorksForASecureMethod()
    {
        var numbers = new Numbers(_here);
        await HandleStory.CheckAsync(
            _scene.Backend,
            () => numbers.FindAsync("acme", 1),
            () => numbers.Cached.Find.InvalidateAsync("acme", 1, Token),
            () => numbers.Cached.Find.InvalidateAllAsync(Token),
            () => numbers.Cached.Find.RefreshAsync("acme", 1, Token),
            () => numbers.Cached.Find.TryGetAsync("acme", 1, Token),
            value => numbers.Cached.Find.SetAsync("acme", 1, value, Token),
            () => numbers.Cached.Find.Key("acme", 1),
            () => numbers.Cached.Find.Info);
    }

    [Fact]
    public async Task EveryMemberOfTheHandle_WorksForASyncMethodThatFailsClosed()
    {
        var numbers = new Numbers(_here);
        await HandleStory.CheckAsync(
            _scene.Backend,
            () => new(numbers.Count(1)),
            () => numbers.Cached.Count.InvalidateAsync(1, Token),
            () => numbers.Cached.Count.InvalidateAllAsync(Token),
            () => numbers.Cached.Count.RefreshAsync(1, Token),
            () => numbers.Cached.Count.TryGetAsync(1, Token),
            value => numbers.Cached.Count.SetAsync(1, value, Token),
            () => numbers.Cached.Count.Key(1),
            () => numbers.Cached.Count.Info);
    }

    [Fact]
    public async Task InvalidatingMethod_RemovesSecureEntries()
    {
        var numbers = new Numbers(_here);
        var before = await numbers.FindAsync("acme", 1);
        var other = await numbers.FindAsync("umbrella", 1);

        await numbers.ForgetAsync("acme", 1);

        Assert.NotEqual(before, await numbers.FindAsync("acme", 1));
        Assert.Equal(other, await numbers.FindAsync("umbrella", 1));
    }

    [Fact]
    public void SecureAndPlainMethods_OfOneClass_AreWhatTheySay()
    {
        var numbers = new Numbers(_here);
        numbers.Plain(1);

        Assert.False(numbers.Cached.Plain.Info.IsSecure);
        Assert.True(numbers.Cached.Count.Info.IsSecure);
        Assert.Equal(0x01, _scene.Backend.Peek(numbers.Cached.Plain.Key(1))![0]);
    }

    public void Dispose() => _scene.Dispose();
}
