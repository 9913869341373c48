using Cachekit.CompilerServices;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

public sealed class IoPresetTests
{
    private readonly World _world = new();
    private readonly List<MemoryBackend> _made = [];

    private static CachedMethod<IntKey, string?> Method => World.Texts<IntKey>(d => d with { Preset = Preset.Io });

    [Fact]
    public async Task Io_UsesTheHttpBackendWhateverElseIsConfigured()
    {
        using var runtime = _world.Runtime(o => o.Providers = Http);
        var io = Method.In(runtime);
        var production = World.Texts<IntKey>().In(runtime);

        await io.CallAsync(1, "io");
        await production.CallAsync(1, "production");

        Assert.Equal(("http", TimeSpan.FromHours(1)), (io.Info.Backend, io.Info.Ttl));
        Assert.Equal("faulty", production.Info.Backend);
        Assert.Single(Assert.Single(_made).Keys);
        Assert.Single(_world.Store.Keys);
    }

    [Fact]
    public void Io_SharesTheBackendOfOtherMethodsWhereThatIsHttpToo()
    {
        using var runtime = _world.LocalRuntime(o =>
        {
            o.Providers = Http;
            o.Variables = static name => name == "CACHEKIT_API_KEY" ? "ck_sdk_x" : null;
            o.Backend = null;
        });

        Assert.Equal("http", World.Texts<IntKey>().In(runtime).Info.Backend);
        Assert.Equal("http", Method.In(runtime).Info.Backend);
        Assert.Single(_made);
    }

    [Fact]
    public void IoWithoutItsSettings_SaysWhatIsMissing()
    {
        using var runtime = _world.Runtime(o => o.Providers = _ => new HttpProvider(_made, "CACHEKIT_API_KEY is not set: set it."));

        var exception = Assert.Throws<CacheConfigurationException>(() => Method.In(runtime));

        Assert.Equal("'Shop.Catalog.FindAsync' uses Preset.Io, which needs the backend 'http'. CACHEKIT_API_KEY is not set: set it.", exception.Message);
    }

    [Fact]
    public void IoWithoutThePackage_NamesIt()
    {
        using var runtime = _world.Runtime(o => o.Providers = _ => null);

        Assert.Contains("Cachekit.Backends", Assert.Throws<CacheConfigurationException>(() => Method.In(runtime)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IoWithAnotherBackendByName_IsRefused()
    {
        using var runtime = _world.Runtime(o => o.AddBackend("eu", new MemoryBackend()));

        var exception = Assert.Throws<CacheConfigurationException>(() => World.Texts<IntKey>(d => d with { Preset = Preset.Io, Backend = "eu" }).In(runtime));

        Assert.Contains("'eu'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BackendWithAProblem_IsDisposedOf()
    {
        var made = new DisposableBackend();
        using var runtime = _world.Runtime(o => o.IoBackendFactory = context =>
        {
            context.Problems.Add("CACHEKIT_TIMEOUT is wrong: correct it.");
            return made;
        });

        Assert.Throws<CacheConfigurationException>(() => Method.In(runtime));

        Assert.Equal(1, made.Disposed);
    }

    [Fact]
    public void BackendThatIsMadeAfterTheEnd_IsDisposedOf()
    {
        var made = new DisposableBackend();
        var runtime = _world.Runtime(o => o.IoBackendFactory = _ => made);
        runtime.Dispose();

        Method.In(runtime);
        runtime.Dispose();

        Assert.Equal(1, made.Disposed);
    }

    private IBackendProvider? Http(string kind) => kind == "http" ? new HttpProvider(_made, problem: null) : null;

    private sealed class HttpProvider(List<MemoryBackend> made, string? problem) : IBackendProvider
    {
        public string Kind => "http";

        public ICacheBackend? Create(BackendProviderContext context)
        {
            if (problem is not null)
            {
                context.Problems.Add(problem);
                return null;
            }

            var backend = new MemoryBackend { Name = "http" };
            made.Add(backend);
            return backend;
        }
    }
}
