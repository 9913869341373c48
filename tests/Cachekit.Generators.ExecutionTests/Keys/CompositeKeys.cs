using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Cachekit.Generators.ExecutionTests.Values;

namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>A method for every parameter type with parts; each answer is a new number.</summary>
public sealed partial class CompositeKeys(CachekitRuntime runtime)
{
    private int _runs;

    [Cache]
    public partial int Bytes(byte[] value);

    private int BytesCore(byte[] value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Memory(Memory<byte> value);

    private int MemoryCore(Memory<byte> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ReadOnlyMemory(ReadOnlyMemory<byte> value);

    private int ReadOnlyMemoryCore(ReadOnlyMemory<byte> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Segment(ArraySegment<byte> value);

    private int SegmentCore(ArraySegment<byte> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Array(int[] value);

    private int ArrayCore(int[] value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Texts(string?[]? value);

    private int TextsCore(string?[]? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Jagged(int[]?[] value);

    private int JaggedCore(int[]?[] value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Grid(int[,] value);

    private int GridCore(int[,] value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Cube(int[,,] value);

    private int CubeCore(int[,,] value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int List(List<int> value);

    private int ListCore(List<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ListInterface(IList<int> value);

    private int ListInterfaceCore(IList<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ReadOnlyList(IReadOnlyList<int> value);

    private int ReadOnlyListCore(IReadOnlyList<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int CollectionInterface(ICollection<int> value);

    private int CollectionInterfaceCore(ICollection<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ReadOnlyCollection(IReadOnlyCollection<int> value);

    private int ReadOnlyCollectionCore(IReadOnlyCollection<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int LinkedList(LinkedList<int> value);

    private int LinkedListCore(LinkedList<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Queue(Queue<int> value);

    private int QueueCore(Queue<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Stack(Stack<int> value);

    private int StackCore(Stack<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ImmutableArray(ImmutableArray<int> value);

    private int ImmutableArrayCore(ImmutableArray<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ImmutableList(ImmutableList<int> value);

    private int ImmutableListCore(ImmutableList<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int HashSet(HashSet<int> value);

    private int HashSetCore(HashSet<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int SortedSet(SortedSet<int> value);

    private int SortedSetCore(SortedSet<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int SetInterface(ISet<int> value);

    private int SetInterfaceCore(ISet<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ReadOnlySet(IReadOnlySet<int> value);

    private int ReadOnlySetCore(IReadOnlySet<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ImmutableHashSet(ImmutableHashSet<int> value);

    private int ImmutableHashSetCore(ImmutableHashSet<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int FrozenSet(FrozenSet<int> value);

    private int FrozenSetCore(FrozenSet<int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Dictionary(Dictionary<string, int[]?>? value);

    private int DictionaryCore(Dictionary<string, int[]?>? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int DictionaryInterface(IDictionary<string, int> value);

    private int DictionaryInterfaceCore(IDictionary<string, int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ReadOnlyDictionary(IReadOnlyDictionary<string, int> value);

    private int ReadOnlyDictionaryCore(IReadOnlyDictionary<string, int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ByNumber(Dictionary<int, string?> value);

    private int ByNumberCore(Dictionary<int, string?> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int SortedDictionary(SortedDictionary<string, int> value);

    private int SortedDictionaryCore(SortedDictionary<string, int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ConcurrentDictionary(ConcurrentDictionary<string, int> value);

    private int ConcurrentDictionaryCore(ConcurrentDictionary<string, int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int ImmutableDictionary(ImmutableDictionary<string, int> value);

    private int ImmutableDictionaryCore(ImmutableDictionary<string, int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int FrozenDictionary(FrozenDictionary<string, int> value);

    private int FrozenDictionaryCore(FrozenDictionary<string, int> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Pair(KeyValuePair<int, string?> value);

    private int PairCore(KeyValuePair<int, string?> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Tuple((int Id, string? Name) value);

    private int TupleCore((int Id, string? Name) value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int LongTuple((int, int, int, int, int, int, int, int, int, int) value);

    private int LongTupleCore((int, int, int, int, int, int, int, int, int, int) value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Classic(Tuple<int, int[]> value);

    private int ClassicCore(Tuple<int, int[]> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeTuple((int, int[]?)? value);

    private int MaybeTupleCore((int, int[]?)? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Query(Query value);

    private int QueryCore(Query value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeQuery(Query? value);

    private int MaybeQueryCore(Query? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Point(Shapes.Point value);

    private int PointCore(Shapes.Point value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Money(Shapes.Money? value);

    private int MoneyCore(Shapes.Money? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Entity(Entity value);

    private int EntityCore(Entity value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Queries(List<Query?> value);

    private int QueriesCore(List<Query?> value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Chain(Chain? value);

    private int ChainCore(Chain? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Sets(HashSet<HashSet<int>> value);

    private int SetsCore(HashSet<HashSet<int>> value) => Interlocked.Increment(ref _runs);
}
