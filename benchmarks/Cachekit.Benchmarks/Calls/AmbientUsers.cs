namespace Cachekit.Benchmarks.Calls;

public sealed partial class AmbientUsers
{
    [Cache(Ttl = "1h")]
    public partial ValueTask<User> GetUserAsync(int id, string region, CancellationToken cancellationToken = default);

    private static ValueTask<User> GetUserCoreAsync(int id, string region, CancellationToken cancellationToken) => new(new User(id, region, "a", "b", 1));
}
