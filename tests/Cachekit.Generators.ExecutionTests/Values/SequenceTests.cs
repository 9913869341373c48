using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Cachekit.Tests.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>Sequences and sets of the framework come back from both layers as they were.</summary>
public sealed class SequenceTests : IDisposable
{
    private static readonly Gen<string?[]> Items = Any.StringOrNull.ArrayOf();
    private static readonly Gen<byte[]> Bytes = Any.Bits.Select(bits => unchecked((byte)bits)).ArrayOf();
    private readonly Trip<SequenceZoo> _trip = new(static (runtime, shelf) => new SequenceZoo(runtime, shelf));

    [Fact]
    public void Arrays_ComeBack()
    {
        var sizes = Gen.Choose(0, 3);
        _trip.ComesBack((zoo, id) => zoo.ArrayAsync(id), Any.Int32.ArrayOf());
        _trip.ComesBack((zoo, id) => zoo.JaggedAsync(id), Any.Int32.ArrayOf().ArrayOf());
        _trip.ComesBack((zoo, id) => zoo.GridAsync(id), sizes.Zip(sizes).Select(t => Fill(new int[t.Item1, t.Item2])));
        _trip.ComesBack((zoo, id) => zoo.CubeAsync(id), sizes.Zip(sizes).Zip(sizes).Select(t => Fill(new byte[t.Item1.Item1, t.Item1.Item2, t.Item2])));
        _trip.ComesBack((zoo, id) => zoo.TesseractAsync(id), sizes.Four().Select(t => Fill(new decimal[t.Item1, t.Item2, t.Item3, t.Item4])));
        _trip.ComesBack((zoo, id) => zoo.JaggedGridsAsync(id), sizes.Select(n => new string?[]?[n].Select(_ => new string?[,] { { "a", null } }).ToArray()));
        _trip.ComesBack((zoo, id) => zoo.MaybeArrayAsync(id), Gen.OneOf(Items.Select(items => (string?[]?)items), Gen.Constant<string?[]?>(null)));
    }

    [Fact]
    public void ByteBuffers_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.BytesAsync(id), Bytes);
        _trip.ComesBack((zoo, id) => zoo.MemoryAsync(id), Bytes.Select(bytes => new Memory<byte>([1, .. bytes, 2], 1, bytes.Length)));
        _trip.ComesBack((zoo, id) => zoo.ReadOnlyMemoryAsync(id), Bytes.Select(bytes => new ReadOnlyMemory<byte>([1, .. bytes, 2], 1, bytes.Length)));
        _trip.ComesBack((zoo, id) => zoo.SegmentAsync(id), Bytes.Select(bytes => new ArraySegment<byte>([1, .. bytes, 2], 1, bytes.Length)));
    }

    [Fact]
    public void MutableCollections_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.ListAsync(id), Items.Select(items => items.ToList()));
        _trip.ComesBack((zoo, id) => zoo.ListInterfaceAsync(id), Items.Select(items => (IList<string?>)items));
        _trip.ComesBack((zoo, id) => zoo.CollectionInterfaceAsync(id), Items.Select(items => (ICollection<string?>)new LinkedList<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.LinkedListAsync(id), Items.Select(items => new LinkedList<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.QueueAsync(id), Items.Select(items => new Queue<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.StackAsync(id), Items.Select(items => new Stack<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.CollectionAsync(id), Items.Select(items => new Collection<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.ObservableCollectionAsync(id), Items.Select(items => new ObservableCollection<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.ConcurrentBagAsync(id), Items.Select(items => new ConcurrentBag<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.ConcurrentQueueAsync(id), Items.Select(items => new ConcurrentQueue<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.ConcurrentStackAsync(id), Items.Select(items => new ConcurrentStack<string?>(items)));
        _trip.ComesBack(
            (zoo, id) => zoo.MaybeListAsync(id),
            Gen.OneOf(Any.Int32.Select(i => i % 2 == 0 ? (int?)null : i).ListOf().Select(items => (List<int?>?)[.. items]), Gen.Constant<List<int?>?>(null)));
    }

    [Fact]
    public void Sets_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.HashSetAsync(id), Items.Select(items => items.ToHashSet()));
        _trip.ComesBack((zoo, id) => zoo.SortedSetAsync(id), Items.Select(items => new SortedSet<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.SetInterfaceAsync(id), Items.Select(items => (ISet<string?>)items.ToHashSet()));
        _trip.ComesBack((zoo, id) => zoo.ReadOnlySetInterfaceAsync(id), Items.Select(items => (IReadOnlySet<string?>)items.ToHashSet()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableHashSetAsync(id), Items.Select(items => items.ToImmutableHashSet()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableSortedSetAsync(id), Items.Select(items => items.ToImmutableSortedSet()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableSetInterfaceAsync(id), Items.Select(items => (IImmutableSet<string?>)items.ToImmutableHashSet()));
        _trip.ComesBack((zoo, id) => zoo.FrozenSetAsync(id), Any.Int32.ArrayOf().Select(items => items.ToFrozenSet()));
    }

    [Fact]
    public void ReadOnlyCollections_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.ReadOnlyCollectionAsync(id), Items.Select(items => items.AsReadOnly()));
        _trip.ComesBack((zoo, id) => zoo.EnumerableAsync(id), Items.Select(items => items.Select(item => item)));
        _trip.ComesBack((zoo, id) => zoo.ReadOnlyListInterfaceAsync(id), Items.Select(items => (IReadOnlyList<string?>)items));
        _trip.ComesBack((zoo, id) => zoo.ReadOnlyCollectionInterfaceAsync(id), Items.Select(items => (IReadOnlyCollection<string?>)new Queue<string?>(items)));
        _trip.ComesBack((zoo, id) => zoo.ImmutableArrayAsync(id), Items.Select(items => items.ToImmutableArray()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableListAsync(id), Items.Select(items => items.ToImmutableList()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableQueueAsync(id), Items.Select(items => ImmutableQueue.Create(items)));
        _trip.ComesBack((zoo, id) => zoo.ImmutableStackAsync(id), Items.Select(items => ImmutableStack.Create(items)));
        _trip.ComesBack((zoo, id) => zoo.ImmutableListInterfaceAsync(id), Items.Select(items => (IImmutableList<string?>)items.ToImmutableArray()));
        _trip.ComesBack((zoo, id) => zoo.ImmutableQueueInterfaceAsync(id), Items.Select(items => (IImmutableQueue<string?>)ImmutableQueue.Create(items)));
        _trip.ComesBack((zoo, id) => zoo.ImmutableStackInterfaceAsync(id), Items.Select(items => (IImmutableStack<string?>)ImmutableStack.Create(items)));
    }

    [Fact]
    public void DefaultImmutableArray_ComesBack() =>
        _trip.ComesBack((zoo, id) => zoo.ImmutableArrayAsync(id), Gen.Constant(default(ImmutableArray<string?>)));

    public void Dispose() => _trip.Dispose();

    /// <summary>Puts another number into every place.</summary>
    private static T Fill<T>(T array)
        where T : class
    {
        var places = (Array)(object)array;
        var indices = new int[places.Rank];
        for (var n = 0; n < places.Length; n++)
        {
            var rest = n;
            for (var axis = indices.Length - 1; axis >= 0; axis--)
            {
                (rest, indices[axis]) = Math.DivRem(rest, places.GetLength(axis));
            }

            places.SetValue(Convert.ChangeType(n, places.GetType().GetElementType()!, System.Globalization.CultureInfo.InvariantCulture), indices);
        }

        return array;
    }
}
