namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>A record as a parameter, with a part that can change and one that does not count.</summary>
public sealed record Query(string? Text, int[]? Ids)
{
    public DayOfWeek? Day { get; init; }

    [CacheIgnore]
    public string Note { get; init; } = "";
}
