using System.Globalization;
using Cachekit.CompilerServices;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.Tests.Refresh;

public sealed class RefreshedOwnerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ConnectionLog _log = new();
    private readonly CachedMethod<IntKey, string?> _method = World.Texts<IntKey>();

    private ServiceProvider Services(Action<IServiceCollection> register, Action<CachekitOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_log);
        services.AddScoped<Connection>();
        services.AddCachekit(options =>
        {
            options.TimeProvider = _time;
            options.UseNoBackend();
            configure?.Invoke(options);
        });
        register(services);
        return services.BuildServiceProvider();
    }

    private ValueTask<string?> ReadAsync(CachekitRuntime runtime, Reader reader, int[]? id = null)
    {
        var cache = _method.In(runtime);
        id ??= [1];
        return cache.TryGetLocal(id[0], out var value)
            ? new ValueTask<string?>(value)
            : cache.GetAsync(id[0], new OwnedBody(reader, id), CancellationToken.None);
    }

    [Theory]
    [InlineData("scoped")]
    [InlineData("transient")]
    [InlineData("interface")]
    [InlineData("factory")]
    [InlineData("keyed")]
    public async Task ClassFromTheServices_IsRefreshedOnAFreshInstanceInItsOwnScope(string registration)
    {
        await using var services = Services(collection => _ = registration switch
        {
            "scoped" => collection.AddScoped<Reader>(),
            "transient" => collection.AddTransient<Reader>(),
            "interface" => collection.AddScoped<IReader, Reader>(),
            "factory" => collection.AddScoped<IReader>(scope => new Reader(scope.GetRequiredService<Connection>())),
            _ => collection.AddKeyedScoped<IReader, Reader>("main"),
        });
        var runtime = services.GetRequiredService<CachekitRuntime>();
        await using (var request = services.CreateAsyncScope())
        {
            Assert.Equal("1:1", await ReadAsync(runtime, new Reader(request.ServiceProvider.GetRequiredService<Connection>())));
        }

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _log.Gate = gate.Task;
        _time.Advance(TimeSpan.FromMinutes(6));
        await using (var request = services.CreateAsyncScope())
        {
            Assert.Equal("1:1", await ReadAsync(runtime, new Reader(request.ServiceProvider.GetRequiredService<Connection>())));
        }

        gate.SetResult();
        await runtime.Background.WhenIdleAsync();

        Assert.Equal(0, _log.Misused);
        Assert.Equal(3, _log.Opened);
        Assert.Equal(3, _log.Closed);
        Assert.Equal("1:3", _method.In(runtime).TryGetLocal(1, out var value) ? value : null);
    }

    [Fact]
    public async Task ClassMadeByHand_IsRefreshedOnTheSameInstance()
    {
        await using var services = Services(_ => { });
        var runtime = services.GetRequiredService<CachekitRuntime>();
        var reader = new Reader(new Connection(_log));
        await ReadAsync(runtime, reader);

        _time.Advance(TimeSpan.FromMinutes(6));
        await ReadAsync(runtime, reader);
        await runtime.Background.WhenIdleAsync();

        Assert.Equal(1, _log.Opened);
        Assert.Equal(1, _method.In(runtime).Info.Refreshes);
    }

    [Fact]
    public async Task SameInstance_IsRefreshedOnTheSameInstanceThoughItComesFromTheServices()
    {
        await using var services = Services(collection => collection.AddScoped<Reader>(), options => options.Defaults.BackgroundRefresh = BackgroundRefresh.SameInstance);
        var runtime = services.GetRequiredService<CachekitRuntime>();
        await using var request = services.CreateAsyncScope();
        var reader = request.ServiceProvider.GetRequiredService<Reader>();
        await ReadAsync(runtime, reader);

        _time.Advance(TimeSpan.FromMinutes(6));
        await ReadAsync(runtime, reader);
        await runtime.Background.WhenIdleAsync();

        Assert.Equal(1, _log.Opened);
        Assert.Equal(1, _method.In(runtime).Info.Refreshes);
    }

    [Fact]
    public async Task Never_IsNotRefreshedInTheBackground()
    {
        await using var services = Services(collection => collection.AddScoped<Reader>(), options => options.Defaults.BackgroundRefresh = BackgroundRefresh.Never);
        var runtime = services.GetRequiredService<CachekitRuntime>();
        await using var request = services.CreateAsyncScope();
        var reader = request.ServiceProvider.GetRequiredService<Reader>();
        await ReadAsync(runtime, reader);

        _time.Advance(TimeSpan.FromMinutes(6));
        await ReadAsync(runtime, reader);
        await runtime.Background.WhenIdleAsync();

        Assert.Equal(0, _method.In(runtime).Info.Refreshes);
    }

    [Fact]
    public async Task ArgumentsThatChangeMeanwhile_KeepTheResultOut()
    {
        await using var services = Services(_ => { });
        var runtime = services.GetRequiredService<CachekitRuntime>();
        var reader = new Reader(new Connection(_log));
        int[] id = [1];
        await ReadAsync(runtime, reader, id);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _log.Gate = gate.Task;
        _time.Advance(TimeSpan.FromMinutes(6));
        await ReadAsync(runtime, reader, id);

        id[0] = 2;
        gate.SetResult();
        await runtime.Background.WhenIdleAsync();

        Assert.Equal("1:1", await ReadAsync(runtime, reader));
        Assert.Equal(0, _method.In(runtime).Info.Refreshes);
    }

    [Fact]
    public async Task Refresh_HasTheCultureOfItsCallAndNothingElseOfIt()
    {
        var world = new World();
        var runtime = world.LocalRuntime();
        var cache = World.Texts<IntKey>().In(runtime);
        var ambient = new AsyncLocal<string?>();
        string? seen = "nothing yet";
        CultureInfo? culture = null;
        var call = (CancellationToken _) =>
        {
            (seen, culture) = (ambient.Value, CultureInfo.CurrentCulture);
            return new ValueTask<string?>("v");
        };
        await cache.AskAsync(1, call);
        world.Time.Advance(TimeSpan.FromMinutes(6));

        ambient.Value = "of the request";
        var before = CultureInfo.CurrentCulture;
        var own = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        own.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = own;
        try
        {
            await cache.AskAsync(1, call);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        await runtime.Background.WhenIdleAsync();

        Assert.Null(seen);
        Assert.Equal(",", culture?.NumberFormat.NumberDecimalSeparator);
    }
}
