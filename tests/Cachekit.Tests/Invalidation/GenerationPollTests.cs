using Cachekit.CompilerServices;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Invalidation.Support;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation;

/// <summary>Backends without messages, which are asked now and then.</summary>
public class GenerationPollTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Changes => new("invalidate", "after", "set", "all", "namespace", "tag");

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Poll_EmptiesTheMemoryOfTheNamespaceOnly(string change)
    {
        var (here, hereRuntime) = await ProcessAsync("shop", poll: true);
        var (there, thereRuntime) = await ProcessAsync("shop", poll: true);
        var bystander = World.Texts<TaggedKey>(d => d with { Namespace = "other" }).In(thereRuntime);
        await HubOf(thereRuntime).PollAsync();
        await there.CallAsync(1, "old");
        await bystander.CallAsync(1, "kept");

        await ChangeAsync(here, hereRuntime, change);
        Assert.Equal("old", await there.CallAsync(1, "unused"));
        await HubOf(thereRuntime).PollAsync();

        Assert.NotEqual("old", await there.CallAsync(1, "new"));
        Assert.Equal(change == "tag", !bystander.TryGetLocal(1, out _));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task WithoutIt_MemoryLivesOn(string change)
    {
        var (here, hereRuntime) = await ProcessAsync("shop", poll: false);
        var (there, thereRuntime) = await ProcessAsync("shop", poll: false);
        await there.CallAsync(1, "old");

        await ChangeAsync(here, hereRuntime, change);
        await HubOf(thereRuntime).PollAsync();

        Assert.Equal("old", await there.CallAsync(1, "unused"));
        Assert.DoesNotContain(_world.Store.Keys, key => key.Contains("generation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_Polls()
    {
        var (here, _) = await ProcessAsync(null, poll: true);
        var (there, _) = await ProcessAsync(null, poll: true);
        await there.CallAsync(1, "old");
        await here.InvalidateAsync(1, Ct);

        await Wait.UntilAsync(() =>
        {
            _world.Time.Advance(TimeSpan.FromSeconds(5));
            return !there.TryGetLocal(1, out _);
        });
    }

    [Fact]
    public async Task NothingChanged_KeepsMemory()
    {
        var (there, runtime) = await ProcessAsync(null, poll: true);
        await there.CallAsync(1, "kept");
        await HubOf(runtime).PollAsync();
        await HubOf(runtime).PollAsync();

        Assert.True(there.TryGetLocal(1, out _));
    }

    [Fact]
    public async Task ProcessThatOnlyRaisesMarkers_IsNoticedToo()
    {
        var (here, _) = await ProcessAsync("shop", poll: false);
        var (there, runtime) = await ProcessAsync("shop", poll: true);
        await there.CallAsync(1, "old");

        await here.InvalidateAllAsync(Ct);
        await HubOf(runtime).PollAsync();

        Assert.Equal("new", await there.CallAsync(1, "new"));
    }

    [Fact]
    public async Task FailingPoll_IsLoggedOnceAndGoesOn()
    {
        var (here, _) = await ProcessAsync(null, poll: true);
        var (there, runtime) = await ProcessAsync(null, poll: true);
        await there.CallAsync(1, "old");
        await here.InvalidateAsync(1, Ct);
        _world.Faults.Fail(BackendOperation.Get);
        await HubOf(runtime).PollAsync();
        await HubOf(runtime).PollAsync();
        Assert.Single(_world.Logs.Lines, line => line.Id == 1173);
        _world.Faults.Heal();

        await HubOf(runtime).PollAsync();

        Assert.Equal("new", await there.CallAsync(1, "new"));
    }

    [Fact]
    public async Task GenerationThatCouldNotBeRaised_IsRaisedLater()
    {
        var (here, hereRuntime) = await ProcessAsync(null, poll: true);
        var (there, thereRuntime) = await ProcessAsync(null, poll: true);
        await there.CallAsync(1, "old");
        _world.Faults.Fail(BackendOperation.Set);
        await here.InvalidateAsync(1, Ct);
        _world.Faults.Heal();
        await HubOf(thereRuntime).PollAsync();
        Assert.True(there.TryGetLocal(1, out _));

        await HubOf(hereRuntime).TryPendingAsync();
        await HubOf(thereRuntime).PollAsync();

        Assert.Equal("new", await there.CallAsync(1, "new"));
    }

    private async Task<(MethodCache<TaggedKey, string?> Cache, CachekitRuntime Runtime)> ProcessAsync(string? ns, bool poll)
    {
        var runtime = _world.Runtime(o => o.Invalidation.PollInterval = poll ? TimeSpan.FromSeconds(5) : null);
        var cache = World.Texts<TaggedKey>(d => d with { Namespace = ns }).In(runtime);
        if (poll)
        {
            await Wait.UntilAsync(() =>
            {
                // The timer's first call comes with the next movement of the clock.
                _world.Time.Advance(TimeSpan.Zero);
                return runtime.ListeningAsync().IsCompleted;
            });
        }

        return (cache, runtime);
    }

    private static Cachekit.Invalidation.InvalidationHub HubOf(CachekitRuntime runtime) => runtime.HubFor(runtime.PortFor(Preset.Production, null, "")!.Backend);

    private static async Task ChangeAsync(MethodCache<TaggedKey, string?> cache, CachekitRuntime runtime, string change)
    {
        switch (change)
        {
            case "invalidate":
                await cache.InvalidateAsync(1, Ct);
                break;
            case "after":
                cache.InvalidateAfterCall(1);
                break;
            case "set":
                await cache.SetAsync(1, "set", Ct);
                break;
            case "all":
                await cache.InvalidateAllAsync(Ct);
                break;
            case "namespace":
                await runtime.InvalidateNamespaceAsync("shop", Ct);
                break;
            default:
                await runtime.InvalidateTagAsync("all", Ct);
                break;
        }
    }
}
