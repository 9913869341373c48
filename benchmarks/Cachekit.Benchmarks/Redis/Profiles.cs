namespace Cachekit.Benchmarks.Redis;

public sealed partial class Profiles(CachekitRuntime runtime)
{
    [Cache(Ttl = "1h")]
    public partial ValueTask<string> GetAsync(int id);

    private static ValueTask<string> GetCoreAsync(int id) => new(TextOf(id));

    /// <summary>1 KiB that does not shrink much when compressed.</summary>
    private static string TextOf(int id)
    {
        var bytes = new byte[768];
        new Random(id).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
