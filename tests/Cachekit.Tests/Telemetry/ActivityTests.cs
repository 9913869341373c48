using System.Diagnostics;
using Cachekit.Pipeline;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Telemetry;

[Collection(ActivityGroup.Name)]
public sealed class ActivityTests : IDisposable
{
    private const string Get = "cachekit get " + MeasuredWorld.Method;

    private readonly MeasuredWorld _world = new();
    private readonly ActivityRecorder _activities = new();
    private readonly Activity _request = new Activity("request").Start();

    public void Dispose()
    {
        _request.Dispose();
        _activities.Dispose();
        _world.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Miss_IsAChildOfTheCaller_AndTheBodyAndTheBackendAreItsChildren(bool sync)
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());
        Activity? inBody = null;

        if (sync)
        {
            cache.Ask(1, _ =>
            {
                inBody = Activity.Current;
                return "value";
            });
        }
        else
        {
            await cache.AskAsync<IntKey, string?>(1, async _ =>
            {
                await Task.Yield();
                inBody = Activity.Current;
                return "value";
            });
        }

        Assert.Same(_request, Activity.Current);
        var call = _activities.One(Get);
        Assert.Equal(_request.SpanId, call.ParentSpanId);
        Assert.Same(call, inBody);
        Assert.Equal(ActivityKind.Internal, call.Kind);
        Assert.Equal("none", call.GetTagItem("cachekit.layer"));
        Assert.Equal(MeasuredWorld.Method, call.GetTagItem("cachekit.method"));
        Assert.Equal(KeyDigest.Of(cache.GetKey(1)), call.GetTagItem("cachekit.key.digest"));
        var write = _activities.One("cachekit backend write");
        Assert.Equal(call.SpanId, write.ParentSpanId);
        Assert.Equal(ActivityKind.Client, write.Kind);
        Assert.Equal("success", write.GetTagItem("cachekit.outcome"));
        Assert.Equal("faulty", write.GetTagItem("cachekit.backend"));
        Assert.Contains(_activities.Ended, activity => activity.OperationName == "cachekit backend read" && activity.ParentSpanId == call.SpanId);
    }

    [Fact]
    public async Task HitInMemory_HasNoActivity()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());
        await cache.CallAsync(1, "value");
        var before = _activities.Ended.Count;

        await cache.CallAsync(1, "value");

        Assert.Equal(before, _activities.Ended.Count);
    }

    [Fact]
    public async Task FailedCall_SaysWhatFailed_ButNotWithWhichWords()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.AskAsync(1, _ => throw new InvalidOperationException("patient 4711")));

        var call = _activities.One(Get);
        Assert.Equal(ActivityStatusCode.Error, call.Status);
        Assert.Equal(typeof(InvalidOperationException).FullName, call.GetTagItem("error.type"));
        Assert.DoesNotContain(call.TagObjects, tag => tag.Value is string text && text.Contains("4711", StringComparison.Ordinal));
        Assert.Null(call.StatusDescription);
        Assert.Empty(call.Events);
    }

    [Fact]
    public async Task FailingBackend_ShowsInItsOwnActivity()
    {
        _world.Faults.Fail(BackendOperation.Get, BackendErrorKind.Permanent);
        await MeasuredWorld.Texts(_world.Runtime()).CallAsync(1, "value");

        Assert.Contains(_activities.Ended, activity => activity.OperationName == "cachekit backend read"
            && activity.Status == ActivityStatusCode.Error && (string?)activity.GetTagItem("error.type") == "permanent");
        Assert.Equal(ActivityStatusCode.Unset, _activities.One(Get).Status);
    }

    [Fact]
    public async Task RefreshOfAHandle_IsAChildOfItsCaller()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());
        await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("value"), CancellationToken.None);

        Assert.Equal(_request.SpanId, _activities.One("cachekit refresh " + MeasuredWorld.Method).ParentSpanId);
    }

    [Fact]
    public async Task BackgroundRefresh_IsARootWithALink()
    {
        var telemetry = MeasuredWorld.TelemetryOf(MeasuredWorld.Texts(_world.Runtime()));
        var trigger = _request.Context;

        await Task.Run(
            () =>
            {
                var trace = telemetry.BeginRefresh(trigger);
                Assert.Same(trace.Activity, Activity.Current);
                telemetry.End(trace, CacheLayer.None, failure: null);
                Assert.Null(Activity.Current);
            },
            TestContext.Current.CancellationToken);

        var refresh = _activities.One("cachekit refresh " + MeasuredWorld.Method);
        Assert.Equal(default, refresh.ParentSpanId);
        Assert.NotEqual(_request.TraceId, refresh.TraceId);
        Assert.Equal(trigger, Assert.Single(refresh.Links).Context);
        Assert.Same(_request, Activity.Current);
    }

    [Fact]
    public async Task BackgroundRefresh_LeavesTheRequestAlsoWhenItIsNotMeasured()
    {
        var telemetry = MeasuredWorld.TelemetryOf(MeasuredWorld.Texts(_world.Runtime(), Preset.Test));

        await Task.Run(
            () =>
            {
                Assert.Null(telemetry.BeginRefresh(_request.Context).Activity);
                Assert.Null(Activity.Current);
            },
            TestContext.Current.CancellationToken);

        Assert.Empty(_activities.Ended);
    }

    [Theory]
    [InlineData(Preset.Minimal)]
    [InlineData(Preset.Test)]
    [InlineData(Preset.Dev)]
    public async Task OtherPresets_HaveNoActivity(Preset preset)
    {
        await MeasuredWorld.Texts(_world.Runtime(), preset).CallAsync(1, "value");

        Assert.DoesNotContain(_activities.Ended, activity => activity.OperationName == Get);
    }

    [Fact]
    public async Task SwitchedOff_NothingHasAnActivity()
    {
        await MeasuredWorld.Texts(_world.Runtime(options => options.Telemetry.Enabled = false)).CallAsync(1, "value");

        Assert.Empty(_activities.Ended);
    }
}
