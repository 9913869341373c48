using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Cachekit.Tests.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>Dictionaries of the framework come back from both layers as they were.</summary>
public sealed class MapTests : IDisposable
{
    private static readonly Gen<Dictionary<string, decimal>> Maps = Of(Any.String, Any.Decimal);
    private readonly Trip<MapZoo> _trip = new(static (runtime, shelf) => new MapZoo(runtime, shelf));

    [Fact]
    public void Dictionaries_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.DictionaryAsync(id), Maps);
        _trip.ComesBack((zoo, id) => zoo.DictionaryInterfaceAsync(id), Maps.Select(map => (IDictionary<string, decimal>)map));
        _trip.ComesBack((zoo, id) => zoo.ReadOnlyDictionaryInterfaceAsync(id), Maps.Select(map => (IReadOnlyDictionary<string, decimal>)map));
        _trip.ComesBack((zoo, id) => zoo.ReadOnlyDictionaryAsync(id), Maps.Select(map => new ReadOnlyDictionary<string, decimal>(map)));
        _trip.ComesBack((zoo, id) => zoo.SortedDictionaryAsync(id), Maps.Select(map => new SortedDictionary<string, decimal>(map)));
        _trip.ComesBack((zoo, id) => zoo.SortedListAsync(id), Maps.Select(map => new SortedList<string, decimal>(map)));
        _trip.ComesBack((zoo, id) => zoo.ConcurrentDictionaryAsync(id), Maps.Select(map => new ConcurrentDictionary<string, decimal>(map)));
        _trip.ComesBack((zoo, id) => zoo.ImmutableDictionaryAsync(id), Maps.Select(map => map.ToImmutableDictionary()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableSortedDictionaryAsync(id), Maps.Select(map => map.ToImmutableSortedDictionary()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableDictionaryInterfaceAsync(id), Maps.Select(map => (IImmutableDictionary<string, decimal>)map.ToImmutableDictionary()));
        _trip.ComesBack((zoo, id) => zoo.FrozenDictionaryAsync(id), Maps.Select(map => map.ToFrozenDictionary()));
    }

    [Fact]
    public void KeysOfSeveralTypes_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.ByGuidAsync(id), Of(Any.Guid, Any.Int32));
        _trip.ComesBack((zoo, id) => zoo.ByTimeAsync(id), Of(Any.DateTimeOffset, Any.Int32));
        _trip.ComesBack((zoo, id) => zoo.ByDecimalAsync(id), Of(Any.Decimal, Any.Int32));
        _trip.ComesBack((zoo, id) => zoo.ByEnumAsync(id), Of(Any.Int32.Select(number => (DayOfWeek)number), Any.Int32));
        _trip.ComesBack((zoo, id) => zoo.ByTupleAsync(id), Of(Any.Int32.Zip(Any.String).Select(t => (t.Item1, t.Item2)), Any.Int32));
        _trip.ComesBack((zoo, id) => zoo.ByRecordAsync(id), Of(Any.Int64.Zip(Any.String).Select(t => new Shapes.Money(t.Item1, t.Item2)), Any.Int32));
    }

    [Fact]
    public void PairsAndNests_ComeBack()
    {
        var names = Gen.OneOf(Any.StringOrNull.ArrayOf().Select(items => (string?[]?)items), Gen.Constant<string?[]?>(null));
        var small = Gen.Choose(0, 3);
        _trip.ComesBack((zoo, id) => zoo.PairAsync(id), Any.StringOrNull.Zip(Any.Int32).Select(t => KeyValuePair.Create(t.Item1, t.Item2)));
        _trip.ComesBack(
            (zoo, id) => zoo.PairsAsync(id),
            Any.Int32.Select(n => KeyValuePair.Create(n, n % 2 == 0 ? (int?)null : n)).ListOf().Select(items => items.ToList()));
        _trip.ComesBack(
            (zoo, id) => zoo.NestedAsync(id),
            small.SelectMany(n => Of(Any.String, small.SelectMany(m => Of(Any.Int32, names).Resize(3).ListOf(m)).Select(list => list.ToList())).Resize(n)));
    }

    public void Dispose() => _trip.Dispose();

    private static Gen<Dictionary<TKey, TValue>> Of<TKey, TValue>(Gen<TKey> keys, Gen<TValue> values)
        where TKey : notnull =>
        keys.Zip(values).ArrayOf().Select(pairs => pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2));
}
