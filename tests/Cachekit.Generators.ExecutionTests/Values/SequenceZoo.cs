using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>A method for every sequence and set.</summary>
public sealed partial class SequenceZoo(CachekitRuntime runtime, Shelf shelf)
{
    [Cache]
    public partial ValueTask<int[]> ArrayAsync(int id);

    private ValueTask<int[]> ArrayCoreAsync(int id) => new(shelf.Take<int[]>(id));

    [Cache]
    public partial ValueTask<int[][]> JaggedAsync(int id);

    private ValueTask<int[][]> JaggedCoreAsync(int id) => new(shelf.Take<int[][]>(id));

    [Cache]
    public partial ValueTask<string?[][,]> JaggedGridsAsync(int id);

    private ValueTask<string?[][,]> JaggedGridsCoreAsync(int id) => new(shelf.Take<string?[][,]>(id));

    [Cache]
    public partial ValueTask<int[,]> GridAsync(int id);

    private ValueTask<int[,]> GridCoreAsync(int id) => new(shelf.Take<int[,]>(id));

    [Cache]
    public partial ValueTask<byte[,,]> CubeAsync(int id);

    private ValueTask<byte[,,]> CubeCoreAsync(int id) => new(shelf.Take<byte[,,]>(id));

    [Cache]
    public partial ValueTask<decimal[,,,]> TesseractAsync(int id);

    private ValueTask<decimal[,,,]> TesseractCoreAsync(int id) => new(shelf.Take<decimal[,,,]>(id));

    [Cache]
    public partial ValueTask<byte[]> BytesAsync(int id);

    private ValueTask<byte[]> BytesCoreAsync(int id) => new(shelf.Take<byte[]>(id));

    [Cache]
    public partial ValueTask<Memory<byte>> MemoryAsync(int id);

    private ValueTask<Memory<byte>> MemoryCoreAsync(int id) => new(shelf.Take<Memory<byte>>(id));

    [Cache]
    public partial ValueTask<ReadOnlyMemory<byte>> ReadOnlyMemoryAsync(int id);

    private ValueTask<ReadOnlyMemory<byte>> ReadOnlyMemoryCoreAsync(int id) => new(shelf.Take<ReadOnlyMemory<byte>>(id));

    [Cache]
    public partial ValueTask<ArraySegment<byte>> SegmentAsync(int id);

    private ValueTask<ArraySegment<byte>> SegmentCoreAsync(int id) => new(shelf.Take<ArraySegment<byte>>(id));

    [Cache]
    public partial ValueTask<List<string?>> ListAsync(int id);

    private ValueTask<List<string?>> ListCoreAsync(int id) => new(shelf.Take<List<string?>>(id));

    [Cache]
    public partial ValueTask<IList<string?>> ListInterfaceAsync(int id);

    private ValueTask<IList<string?>> ListInterfaceCoreAsync(int id) => new(shelf.Take<IList<string?>>(id));

    [Cache]
    public partial ValueTask<ICollection<string?>> CollectionInterfaceAsync(int id);

    private ValueTask<ICollection<string?>> CollectionInterfaceCoreAsync(int id) => new(shelf.Take<ICollection<string?>>(id));

    [Cache]
    public partial ValueTask<HashSet<string?>> HashSetAsync(int id);

    private ValueTask<HashSet<string?>> HashSetCoreAsync(int id) => new(shelf.Take<HashSet<string?>>(id));

    [Cache]
    public partial ValueTask<SortedSet<string?>> SortedSetAsync(int id);

    private ValueTask<SortedSet<string?>> SortedSetCoreAsync(int id) => new(shelf.Take<SortedSet<string?>>(id));

    [Cache]
    public partial ValueTask<ISet<string?>> SetInterfaceAsync(int id);

    private ValueTask<ISet<string?>> SetInterfaceCoreAsync(int id) => new(shelf.Take<ISet<string?>>(id));

    [Cache]
    public partial ValueTask<LinkedList<string?>> LinkedListAsync(int id);

    private ValueTask<LinkedList<string?>> LinkedListCoreAsync(int id) => new(shelf.Take<LinkedList<string?>>(id));

    [Cache]
    public partial ValueTask<Queue<string?>> QueueAsync(int id);

    private ValueTask<Queue<string?>> QueueCoreAsync(int id) => new(shelf.Take<Queue<string?>>(id));

    [Cache]
    public partial ValueTask<Stack<string?>> StackAsync(int id);

    private ValueTask<Stack<string?>> StackCoreAsync(int id) => new(shelf.Take<Stack<string?>>(id));

    [Cache]
    public partial ValueTask<Collection<string?>> CollectionAsync(int id);

    private ValueTask<Collection<string?>> CollectionCoreAsync(int id) => new(shelf.Take<Collection<string?>>(id));

    [Cache]
    public partial ValueTask<ObservableCollection<string?>> ObservableCollectionAsync(int id);

    private ValueTask<ObservableCollection<string?>> ObservableCollectionCoreAsync(int id) => new(shelf.Take<ObservableCollection<string?>>(id));

    [Cache]
    public partial ValueTask<ReadOnlyCollection<string?>> ReadOnlyCollectionAsync(int id);

    private ValueTask<ReadOnlyCollection<string?>> ReadOnlyCollectionCoreAsync(int id) => new(shelf.Take<ReadOnlyCollection<string?>>(id));

    [Cache]
    public partial ValueTask<ConcurrentBag<string?>> ConcurrentBagAsync(int id);

    private ValueTask<ConcurrentBag<string?>> ConcurrentBagCoreAsync(int id) => new(shelf.Take<ConcurrentBag<string?>>(id));

    [Cache]
    public partial ValueTask<ConcurrentQueue<string?>> ConcurrentQueueAsync(int id);

    private ValueTask<ConcurrentQueue<string?>> ConcurrentQueueCoreAsync(int id) => new(shelf.Take<ConcurrentQueue<string?>>(id));

    [Cache]
    public partial ValueTask<ConcurrentStack<string?>> ConcurrentStackAsync(int id);

    private ValueTask<ConcurrentStack<string?>> ConcurrentStackCoreAsync(int id) => new(shelf.Take<ConcurrentStack<string?>>(id));

    [Cache]
    public partial ValueTask<IEnumerable<string?>> EnumerableAsync(int id);

    private ValueTask<IEnumerable<string?>> EnumerableCoreAsync(int id) => new(shelf.Take<IEnumerable<string?>>(id));

    [Cache]
    public partial ValueTask<IReadOnlyList<string?>> ReadOnlyListInterfaceAsync(int id);

    private ValueTask<IReadOnlyList<string?>> ReadOnlyListInterfaceCoreAsync(int id) => new(shelf.Take<IReadOnlyList<string?>>(id));

    [Cache]
    public partial ValueTask<IReadOnlyCollection<string?>> ReadOnlyCollectionInterfaceAsync(int id);

    private ValueTask<IReadOnlyCollection<string?>> ReadOnlyCollectionInterfaceCoreAsync(int id) => new(shelf.Take<IReadOnlyCollection<string?>>(id));

    [Cache]
    public partial ValueTask<IReadOnlySet<string?>> ReadOnlySetInterfaceAsync(int id);

    private ValueTask<IReadOnlySet<string?>> ReadOnlySetInterfaceCoreAsync(int id) => new(shelf.Take<IReadOnlySet<string?>>(id));

    [Cache]
    public partial ValueTask<ImmutableArray<string?>> ImmutableArrayAsync(int id);

    private ValueTask<ImmutableArray<string?>> ImmutableArrayCoreAsync(int id) => new(shelf.Take<ImmutableArray<string?>>(id));

    [Cache]
    public partial ValueTask<ImmutableList<string?>> ImmutableListAsync(int id);

    private ValueTask<ImmutableList<string?>> ImmutableListCoreAsync(int id) => new(shelf.Take<ImmutableList<string?>>(id));

    [Cache]
    public partial ValueTask<ImmutableHashSet<string?>> ImmutableHashSetAsync(int id);

    private ValueTask<ImmutableHashSet<string?>> ImmutableHashSetCoreAsync(int id) => new(shelf.Take<ImmutableHashSet<string?>>(id));

    [Cache]
    public partial ValueTask<ImmutableSortedSet<string?>> ImmutableSortedSetAsync(int id);

    private ValueTask<ImmutableSortedSet<string?>> ImmutableSortedSetCoreAsync(int id) => new(shelf.Take<ImmutableSortedSet<string?>>(id));

    [Cache]
    public partial ValueTask<ImmutableQueue<string?>> ImmutableQueueAsync(int id);

    private ValueTask<ImmutableQueue<string?>> ImmutableQueueCoreAsync(int id) => new(shelf.Take<ImmutableQueue<string?>>(id));

    [Cache]
    public partial ValueTask<ImmutableStack<string?>> ImmutableStackAsync(int id);

    private ValueTask<ImmutableStack<string?>> ImmutableStackCoreAsync(int id) => new(shelf.Take<ImmutableStack<string?>>(id));

    [Cache]
    public partial ValueTask<IImmutableList<string?>> ImmutableListInterfaceAsync(int id);

    private ValueTask<IImmutableList<string?>> ImmutableListInterfaceCoreAsync(int id) => new(shelf.Take<IImmutableList<string?>>(id));

    [Cache]
    public partial ValueTask<IImmutableSet<string?>> ImmutableSetInterfaceAsync(int id);

    private ValueTask<IImmutableSet<string?>> ImmutableSetInterfaceCoreAsync(int id) => new(shelf.Take<IImmutableSet<string?>>(id));

    [Cache]
    public partial ValueTask<IImmutableQueue<string?>> ImmutableQueueInterfaceAsync(int id);

    private ValueTask<IImmutableQueue<string?>> ImmutableQueueInterfaceCoreAsync(int id) => new(shelf.Take<IImmutableQueue<string?>>(id));

    [Cache]
    public partial ValueTask<IImmutableStack<string?>> ImmutableStackInterfaceAsync(int id);

    private ValueTask<IImmutableStack<string?>> ImmutableStackInterfaceCoreAsync(int id) => new(shelf.Take<IImmutableStack<string?>>(id));

    [Cache]
    public partial ValueTask<FrozenSet<int>> FrozenSetAsync(int id);

    private ValueTask<FrozenSet<int>> FrozenSetCoreAsync(int id) => new(shelf.Take<FrozenSet<int>>(id));

    [Cache]
    public partial ValueTask<List<int?>?> MaybeListAsync(int id);

    private ValueTask<List<int?>?> MaybeListCoreAsync(int id) => new(shelf.Take<List<int?>?>(id));

    [Cache]
    public partial ValueTask<string?[]?> MaybeArrayAsync(int id);

    private ValueTask<string?[]?> MaybeArrayCoreAsync(int id) => new(shelf.Take<string?[]?>(id));
}
