namespace Cachekit.Backends.Tests.Http;

/// <summary>Methods with <see cref="Preset.Io"/> as users write them.</summary>
public sealed partial class IoCatalog(CachekitRuntime runtime)
{
    private int _asked;

    /// <summary>How often a body ran.</summary>
    public int Asked => Volatile.Read(ref _asked);

    [Cache(Preset.Io, Ttl = "10m", Namespace = "catalog")]
    public partial ValueTask<string> FindAsync(string id, CancellationToken cancellationToken = default);

    [Cache(Preset.Io, Ttl = "10m")]
    public partial string Find(string id);

    [Cache(Preset.Io, Ttl = "10m", Interop = "find", Namespace = "products")]
    public partial ValueTask<string> FindForAllAsync(string id);

    [Cache(Preset.Io, Ttl = "10m")]
    public partial ValueTask<byte[]> ReadAsync(int length);

    private ValueTask<string> FindCoreAsync(string id, CancellationToken cancellationToken) => new(FindCore(id));

    private ValueTask<string> FindForAllCoreAsync(string id) => new(FindCore(id));

    private string FindCore(string id)
    {
        Interlocked.Increment(ref _asked);
        return "product " + id;
    }

    private ValueTask<byte[]> ReadCoreAsync(int length)
    {
        Interlocked.Increment(ref _asked);
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return new(bytes);
    }
}
