namespace Cachekit.Generators.ExecutionTests.Tags;

/// <summary>Entries with tags, and methods that invalidate them.</summary>
public sealed partial class Orders(CachekitRuntime runtime, int tenant)
{
    private int _runs;

    [CacheKey]
    public int Tenant { get; } = tenant;

    [Cache, CacheTag("orders"), CacheTag("{Tenant}:user:{userId}")]
    public partial Task<int> ListAsync(int userId, DayOfWeek? day);

    [Cache, CacheTag("{{{text}}}/{day}/{on}/{at}/{flag}/{sign}/{id}/{number}")]
    public partial int Show(string? text, DayOfWeek? day, DateOnly on, DateTime at, bool flag, char sign, Guid id, double number);

    [InvalidatesTag("{Tenant}:user:{userId}")]
    public partial Task<bool> AddAsync(int userId, bool fails);

    [InvalidatesTag("orders")]
    public partial void Clear();

    /// <summary>The tags of an entry of <see cref="Show"/>.</summary>
    public static string[] TagsOf(string? text, DayOfWeek? day, DateOnly on, DateTime at, bool flag, char sign, Guid id, double number)
    {
        CompilerServices.ITaggedKey key = new __Cachekit.ShowMethod.Key(0, text, day, on, at, flag, sign, id, number);
        return key.GetTags();
    }

    private Task<int> ListCoreAsync(int userId, DayOfWeek? day) => Task.FromResult(Interlocked.Increment(ref _runs));

    private int ShowCore(string? text, DayOfWeek? day, DateOnly on, DateTime at, bool flag, char sign, Guid id, double number) => Interlocked.Increment(ref _runs);

    private Task<bool> AddCoreAsync(int userId, bool fails) => fails ? throw new InvalidOperationException("full") : Task.FromResult(true);

    private void ClearCore()
    {
    }
}
