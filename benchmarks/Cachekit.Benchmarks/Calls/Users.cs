namespace Cachekit.Benchmarks.Calls;

public sealed partial class Users(CachekitRuntime runtime)
{
    [Cache(Ttl = "1h")]
    public partial ValueTask<User> GetUserAsync(int id, string region, CancellationToken cancellationToken = default);

    private static ValueTask<User> GetUserCoreAsync(int id, string region, CancellationToken cancellationToken) => new(new User(id, region, "a", "b", 1));

    [Cache(Ttl = "1h")]
    public partial Task<User> GetUserTaskAsync(int id, string region);

    private static Task<User> GetUserTaskCoreAsync(int id, string region) => Task.FromResult(new User(id, region, "a", "b", 1));

    [Cache(Ttl = "1h")]
    public partial User GetUser(int id, string region);

    private static User GetUserCore(int id, string region) => new(id, region, "a", "b", 1);

    [Cache(Ttl = "1h")]
    public partial ValueTask<List<int>> GetUserListAsync(int id, string region);

    private static ValueTask<List<int>> GetUserListCoreAsync(int id, string region) => new(Enumerable.Range(0, 10).ToList());

    [Cache(Ttl = "1h"), Secure]
    public partial ValueTask<User> GetSecureUserAsync(int id, string region);

    private static ValueTask<User> GetSecureUserCoreAsync(int id, string region) => new(new User(id, region, "a", "b", 1));
}
