namespace Cachekit.Conformance.Tests.Redis;

/// <summary>Methods whose entries other SDKs share, one for each of the four ways in which they are stored.</summary>
public sealed partial class SharedCatalog(CachekitRuntime runtime)
{
    private static readonly DateTimeOffset Listed = new(2026, 2, 28, 23, 59, 59, 123, 456, TimeSpan.FromHours(2));

    /// <summary>How often a body ran.</summary>
    public int Calls { get; private set; }

    [Cache(Interop = "get_plain", Namespace = "catalog", InteropNaming = InteropNaming.SnakeCase)]
    public partial Task<SharedProduct?> PlainAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price);

    [Cache(Interop = "get_secret", Namespace = "catalog", InteropNaming = InteropNaming.SnakeCase)]
    [Secure]
    public partial Task<SharedProduct?> SecretAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price);

    [Cache(Interop = "get_plain", Namespace = "catalog.v2", InteropVersion = InteropVersion.V2, InteropNaming = InteropNaming.SnakeCase)]
    public partial Task<SharedProduct?> PackedAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price);

    [Cache(Interop = "get_secret", Namespace = "catalog.v2", InteropVersion = InteropVersion.V2, InteropNaming = InteropNaming.SnakeCase)]
    [Secure]
    public partial Task<SharedProduct?> PackedSecretAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price);

    /// <summary>Calls the method that stores entries so.</summary>
    public Task<SharedProduct?> GetAsync(int version, bool secret, int id, Guid owner, DateTimeOffset since, string[] tags, double? price) => (version, secret) switch
    {
        (1, false) => PlainAsync(id, owner, since, tags, price),
        (1, true) => SecretAsync(id, owner, since, tags, price),
        (_, false) => PackedAsync(id, owner, since, tags, price),
        _ => PackedSecretAsync(id, owner, since, tags, price),
    };

    /// <summary>What a body returns: every third product is none.</summary>
    public static SharedProduct? Make(int id, string[] tags, double? price)
    {
        var part = new SharedProduct(id + 1, "part \u00e9\u4e2d\U0001f600", 0.1, Listed.AddTicks(-1).ToOffset(TimeSpan.Zero), [], null);
        return id % 3 == 0 ? null : new SharedProduct(id, "product", price ?? 2, Listed, tags, part);
    }

    private Task<SharedProduct?> PlainCoreAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price) => Run(id, tags, price);

    private Task<SharedProduct?> SecretCoreAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price) => Run(id, tags, price);

    private Task<SharedProduct?> PackedCoreAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price) => Run(id, tags, price);

    private Task<SharedProduct?> PackedSecretCoreAsync(int id, Guid owner, DateTimeOffset since, string[] tags, double? price) => Run(id, tags, price);

    private Task<SharedProduct?> Run(int id, string[] tags, double? price)
    {
        Calls++;
        return Task.FromResult(Make(id, tags, price));
    }
}
