namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>A class that its id identifies.</summary>
public sealed class Entity
{
    [CacheKey]
    public int Id { get; set; }

    public string Name { get; set; } = "";
}
