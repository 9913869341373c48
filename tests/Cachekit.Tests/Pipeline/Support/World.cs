using System.Collections.Concurrent;
using Cachekit.CompilerServices;
using Cachekit.Serialization;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Pipeline.Support;

/// <summary>A clock, a shared store and what was logged; runtimes in it are like processes that share the store.</summary>
internal sealed class World
{
    // What the process knows of a runtime, it knows weakly: without this, one could be collected before a test looks at what it does.
    private readonly ConcurrentBag<CachekitRuntime> _runtimes = [];

    public World()
    {
        Store = new MemoryBackend(Time);
        Faults = new FaultyBackend(Store);
    }

    public FakeTimeProvider Time { get; } = new();

    public MemoryBackend Store { get; }

    public FaultyBackend Faults { get; }

    public LogRecorder Logs { get; } = new();

    /// <summary>A runtime on the shared store.</summary>
    public CachekitRuntime Runtime(Action<CachekitOptions>? configure = null) => Create(options => options.UseBackend(Faults), configure);

    /// <summary>A runtime whose entries live in memory only.</summary>
    public CachekitRuntime LocalRuntime(Action<CachekitOptions>? configure = null) => Create(options => options.UseNoBackend(), configure);

    public static CachedMethod<TKey, string?> Texts<TKey>(
        Func<CachedMethodDefinition<string?>, CachedMethodDefinition<string?>>? with = null)
        where TKey : struct, ICacheKey<TKey> => Method<TKey, string?>(Codecs.String, ValueStorage.Object, with);

    /// <summary>Lists can be changed by who holds them, so memory keeps bytes.</summary>
    public static CachedMethod<IntKey, List<int>?> Lists(
        Func<CachedMethodDefinition<List<int>?>, CachedMethodDefinition<List<int>?>>? with = null) =>
        Method<IntKey, List<int>?>(Codecs.List(Codecs.Int32)!, ValueStorage.Bytes, with);

    public static CachedMethod<TKey, T> Method<TKey, T>(
        ValueCodec<T> codec, ValueStorage storage, Func<CachedMethodDefinition<T>, CachedMethodDefinition<T>>? with = null)
        where TKey : struct, ICacheKey<TKey>
    {
        var definition = new CachedMethodDefinition<T>
        {
            Method = "Shop.Catalog.FindAsync",
            KeyName = "Shop.Catalog.FindAsync.0123456789abcdef",
            Codec = codec,
            Storage = storage,
        };
        return new CachedMethod<TKey, T>(with is null ? definition : with(definition));
    }

    private CachekitRuntime Create(Action<CachekitOptions> choose, Action<CachekitOptions>? configure)
    {
        var options = new CachekitOptions { TimeProvider = Time, LoggerFactory = Logs, Variables = static _ => null };

        // A breaker that opens, or a pause on a clock that stands still, would be in the way of what these tests are about.
        options.Resilience.Enabled = false;
        choose(options);
        configure?.Invoke(options);
        var runtime = new CachekitRuntime(options);
        _runtimes.Add(runtime);
        return runtime;
    }
}
