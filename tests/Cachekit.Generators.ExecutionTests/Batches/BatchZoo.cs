using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Cachekit.Generators.ExecutionTests.Batches;

/// <summary>Batches in many forms. A body gives back what it was asked for.</summary>
public sealed partial class BatchZoo(CachekitRuntime runtime)
{
    private readonly CachekitRuntime _runtime = runtime;

    public List<string> Asked { get; } = [];

    [CacheKey]
    public string Store { get; init; } = "main";

    [Cache, CacheBatch]
    public partial string[] Array(int[] ids);

    [Cache, CacheBatch]
    public partial ValueTask<List<int>> ListAsync(IEnumerable<string> ids, int factor);

    [Cache, CacheBatch]
    public partial Task<ImmutableArray<string>> ImmutableAsync(ImmutableArray<Guid> ids);

    [Cache, CacheBatch]
    public partial Dictionary<int, decimal?> Nullable(HashSet<int> ids);

    [Cache, CacheBatch]
    public partial FrozenDictionary<int, string> Frozen(ReadOnlyMemory<int> ids);

    [Cache, CacheBatch]
    public partial IDictionary<string, string> Changeable(ISet<string> ids);

    [Cache, CacheBatch]
    public partial Task<ImmutableDictionary<int, string[]>> ImmutableDictionaryAsync(params int[] ids);

    [Cache(CacheNulls = false), CacheBatch]
    public static partial IReadOnlyList<string?> Static(IReadOnlyCollection<int> ids);

    [Cache, CacheBatch]
    public partial string[] WrongLength(int[] ids);

    private string[] ArrayCore(int[] ids) => Note(ids, id => $"{Store} {id}");

    private Task<List<int>> ListCoreAsync(IEnumerable<string> ids, int factor) => Task.FromResult(Note([.. ids], id => id.Length * factor).ToList());

    private ValueTask<ImmutableArray<string>> ImmutableCoreAsync(ImmutableArray<Guid> ids) => new([.. Note([.. ids], id => id.ToString("N"))]);

    private Dictionary<int, decimal?> NullableCore(HashSet<int> ids) => Note([.. ids.Where(id => id > 0)], id => id).ToDictionary(id => id, id => id == 1 ? null : (decimal?)id);

    private FrozenDictionary<int, string> FrozenCore(ReadOnlyMemory<int> ids) => Note(ids.ToArray(), id => id).ToDictionary(id => id, id => $"v{id}").ToFrozenDictionary();

    private IDictionary<string, string> ChangeableCore(ISet<string> ids) =>
        Note([.. ids], id => id).Append("unasked").ToDictionary(id => id.ToUpperInvariant(), id => id, StringComparer.OrdinalIgnoreCase);

    private Task<ImmutableDictionary<int, string[]>> ImmutableDictionaryCoreAsync(int[] ids) =>
        Task.FromResult(Note(ids, id => id).ToImmutableDictionary(id => id, id => new[] { $"{id}" }));

    private static IReadOnlyList<string?> StaticCore(IReadOnlyCollection<int> ids) => [.. ids.Select(id => id > 0 ? $"s{id}" : null)];

    private string[] WrongLengthCore(int[] ids) => Note(ids, id => $"{id}")[1..];

    private T[] Note<TId, T>(TId[] ids, Func<TId, T> value)
    {
        Asked.Add(string.Join(",", ids));
        return System.Array.ConvertAll(ids, id => value(id));
    }
}
