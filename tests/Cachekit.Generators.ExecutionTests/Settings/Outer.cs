namespace Cachekit.Generators.ExecutionTests.Settings;

/// <summary>Defaults of a type, of a type in it, and of methods.</summary>
[CacheDefaults(Preset.Minimal, Ttl = "2m", StaleFor = "30s", Jitter = 0.25, Namespace = "outer", Version = "7")]
public partial class Outer(CachekitRuntime runtime)
{
    [Cache]
    public partial int Plain(int id);

    [Cache(Preset.Test, Ttl = "5m", StaleFor = "0s", Jitter = 0, Namespace = "own")]
    public partial int Own(int id);

    private int PlainCore(int id) => id;

    private int OwnCore(int id) => id;

    [CacheDefaults(Ttl = "never", Priority = CachePriority.Low, NamespaceIndex = true)]
    public partial class Inner(CachekitRuntime runtime)
    {
        [Cache]
        public partial int Nested(int id);

        [Cache(Ttl = "1m", Priority = CachePriority.High)]
        public partial int Nearer(int id);

        private int NestedCore(int id) => id;

        private int NearerCore(int id) => id;
    }
}
