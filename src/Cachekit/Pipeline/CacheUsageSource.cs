namespace Cachekit.Pipeline;

/// <summary>Lets a backend that reports to its server ask what its runtime has counted. The backend is there before the runtime is.</summary>
internal sealed class CacheUsageSource
{
    private CachekitRuntime? _runtime;

    internal void Attach(CachekitRuntime runtime) => Volatile.Write(ref _runtime, runtime);

    internal CacheUsage Of(ICacheBackend backend) => Volatile.Read(ref _runtime)?.UsageOf(backend) ?? default;
}
