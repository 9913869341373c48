using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>A method for every dictionary, and keys of several types.</summary>
public sealed partial class MapZoo(CachekitRuntime runtime, Shelf shelf)
{
    [Cache]
    public partial ValueTask<Dictionary<string, decimal>> DictionaryAsync(int id);

    private ValueTask<Dictionary<string, decimal>> DictionaryCoreAsync(int id) => new(shelf.Take<Dictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<IDictionary<string, decimal>> DictionaryInterfaceAsync(int id);

    private ValueTask<IDictionary<string, decimal>> DictionaryInterfaceCoreAsync(int id) => new(shelf.Take<IDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<IReadOnlyDictionary<string, decimal>> ReadOnlyDictionaryInterfaceAsync(int id);

    private ValueTask<IReadOnlyDictionary<string, decimal>> ReadOnlyDictionaryInterfaceCoreAsync(int id) => new(shelf.Take<IReadOnlyDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<ReadOnlyDictionary<string, decimal>> ReadOnlyDictionaryAsync(int id);

    private ValueTask<ReadOnlyDictionary<string, decimal>> ReadOnlyDictionaryCoreAsync(int id) => new(shelf.Take<ReadOnlyDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<SortedDictionary<string, decimal>> SortedDictionaryAsync(int id);

    private ValueTask<SortedDictionary<string, decimal>> SortedDictionaryCoreAsync(int id) => new(shelf.Take<SortedDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<SortedList<string, decimal>> SortedListAsync(int id);

    private ValueTask<SortedList<string, decimal>> SortedListCoreAsync(int id) => new(shelf.Take<SortedList<string, decimal>>(id));

    [Cache]
    public partial ValueTask<ConcurrentDictionary<string, decimal>> ConcurrentDictionaryAsync(int id);

    private ValueTask<ConcurrentDictionary<string, decimal>> ConcurrentDictionaryCoreAsync(int id) => new(shelf.Take<ConcurrentDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<ImmutableDictionary<string, decimal>> ImmutableDictionaryAsync(int id);

    private ValueTask<ImmutableDictionary<string, decimal>> ImmutableDictionaryCoreAsync(int id) => new(shelf.Take<ImmutableDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<ImmutableSortedDictionary<string, decimal>> ImmutableSortedDictionaryAsync(int id);

    private ValueTask<ImmutableSortedDictionary<string, decimal>> ImmutableSortedDictionaryCoreAsync(int id) => new(shelf.Take<ImmutableSortedDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<IImmutableDictionary<string, decimal>> ImmutableDictionaryInterfaceAsync(int id);

    private ValueTask<IImmutableDictionary<string, decimal>> ImmutableDictionaryInterfaceCoreAsync(int id) => new(shelf.Take<IImmutableDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<FrozenDictionary<string, decimal>> FrozenDictionaryAsync(int id);

    private ValueTask<FrozenDictionary<string, decimal>> FrozenDictionaryCoreAsync(int id) => new(shelf.Take<FrozenDictionary<string, decimal>>(id));

    [Cache]
    public partial ValueTask<KeyValuePair<string?, int>> PairAsync(int id);

    private ValueTask<KeyValuePair<string?, int>> PairCoreAsync(int id) => new(shelf.Take<KeyValuePair<string?, int>>(id));

    [Cache]
    public partial ValueTask<Dictionary<Guid, int>> ByGuidAsync(int id);

    private ValueTask<Dictionary<Guid, int>> ByGuidCoreAsync(int id) => new(shelf.Take<Dictionary<Guid, int>>(id));

    [Cache]
    public partial ValueTask<Dictionary<DateTimeOffset, int>> ByTimeAsync(int id);

    private ValueTask<Dictionary<DateTimeOffset, int>> ByTimeCoreAsync(int id) => new(shelf.Take<Dictionary<DateTimeOffset, int>>(id));

    [Cache]
    public partial ValueTask<Dictionary<decimal, int>> ByDecimalAsync(int id);

    private ValueTask<Dictionary<decimal, int>> ByDecimalCoreAsync(int id) => new(shelf.Take<Dictionary<decimal, int>>(id));

    [Cache]
    public partial ValueTask<Dictionary<DayOfWeek, int>> ByEnumAsync(int id);

    private ValueTask<Dictionary<DayOfWeek, int>> ByEnumCoreAsync(int id) => new(shelf.Take<Dictionary<DayOfWeek, int>>(id));

    [Cache]
    public partial ValueTask<Dictionary<(int, string), int>> ByTupleAsync(int id);

    private ValueTask<Dictionary<(int, string), int>> ByTupleCoreAsync(int id) => new(shelf.Take<Dictionary<(int, string), int>>(id));

    [Cache]
    public partial ValueTask<Dictionary<Shapes.Money, int>> ByRecordAsync(int id);

    private ValueTask<Dictionary<Shapes.Money, int>> ByRecordCoreAsync(int id) => new(shelf.Take<Dictionary<Shapes.Money, int>>(id));

    [Cache]
    public partial ValueTask<Dictionary<string, List<Dictionary<int, string?[]?>>>> NestedAsync(int id);

    private ValueTask<Dictionary<string, List<Dictionary<int, string?[]?>>>> NestedCoreAsync(int id) => new(shelf.Take<Dictionary<string, List<Dictionary<int, string?[]?>>>>(id));

    [Cache]
    public partial ValueTask<List<KeyValuePair<int, int?>>> PairsAsync(int id);

    private ValueTask<List<KeyValuePair<int, int?>>> PairsCoreAsync(int id) => new(shelf.Take<List<KeyValuePair<int, int?>>>(id));
}
