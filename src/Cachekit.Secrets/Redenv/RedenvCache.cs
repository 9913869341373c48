namespace Cachekit.Secrets;

/// <summary>The cache of a client: a cached method on a runtime of its own, without a backend.</summary>
/// <remarks>
/// The runtime's options say how long entries live and how long they are served past their life. The threshold of 1.0 lets refreshes begin when the life has
/// ended, and not within it.
/// </remarks>
/// <param name="runtime">The runtime.</param>
/// <param name="loader">Reads the store.</param>
internal sealed partial class RedenvCache(CachekitRuntime runtime, RedenvLoader loader)
{
    [Cache(Preset.Production, SwrEnabled = true, SwrThresholdRatio = 1.0, LockEnabled = false, BackgroundRefresh = BackgroundRefresh.SameInstance, Priority = CachePriority.NeverRemove)]
    public partial ValueTask<LoadedSecrets> LoadAsync(string project, string environment, CancellationToken cancellationToken);

    private ValueTask<Cacheable<LoadedSecrets>> LoadCoreAsync(string project, string environment, CachePrevious<LoadedSecrets> previous, CancellationToken cancellationToken) =>
        loader.LoadAsync(previous, cancellationToken);
}
