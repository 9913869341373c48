namespace Cachekit.Generators.ExecutionTests.Settings;

/// <summary>Methods that say everything, and nothing.</summary>
public partial class Everything(CachekitRuntime runtime)
{
    [Cache(
        Preset.Dev,
        Ttl = "3m",
        SwrEnabled = true,
        SwrThresholdRatio = 0.8,
        StaleFor = "4m",
        BackgroundRefresh = BackgroundRefresh.SameInstance,
        FailSafe = true,
        SoftTimeout = "250ms",
        HardTimeout = "1m30s",
        LockEnabled = true,
        LockWait = "2s",
        Sliding = true,
        Jitter = 0.1,
        Priority = CachePriority.NeverRemove,
        LocalEnabled = true,
        LocalMaxSizeMb = 12,
        InvalidationEnabled = true,
        NamespaceIndex = true,
        Namespace = "everything")]
    public partial int Said(int id);

    [Cache(SwrEnabled = false, FailSafe = false, LockEnabled = false, LocalEnabled = false, InvalidationEnabled = false, NamespaceIndex = false)]
    public partial int Off(int id);

    [Cache]
    public partial int Nothing(int id);

    private int SaidCore(int id) => id;

    private int OffCore(int id) => id;

    private int NothingCore(int id) => id;
}
