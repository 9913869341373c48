using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation.Support;

/// <summary>Runtimes that share a store and its messages, like processes.</summary>
internal sealed class Network
{
    public Network()
    {
        Messages = new NotifyingBackend(World.Faults);
    }

    public World World { get; } = new();

    public NotifyingBackend Messages { get; }

    public FaultyBackend Faults => World.Faults;

    /// <summary>A process, with one method bound in it that listens already.</summary>
    public async Task<Process<TKey>> ProcessAsync<TKey>(
        Func<CompilerServices.CachedMethodDefinition<string?>, CompilerServices.CachedMethodDefinition<string?>>? with = null, Action<CachekitOptions>? configure = null)
        where TKey : struct, CompilerServices.ICacheKey<TKey>
    {
        var runtime = World.Runtime(options =>
        {
            options.UseBackend(Messages);
            configure?.Invoke(options);
        });
        var cache = World.Texts<TKey>(with).In(runtime);
        await runtime.ListeningAsync();
        return new Process<TKey>(runtime, cache);
    }
}
