using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <content>The methods whose values are changed.</content>
public sealed partial class IsolationTests
{
    public sealed record Basket(int Id, List<string> Items);

    public sealed record Fixed(int Id, string Name, ImmutableArray<int> Numbers, ImmutableList<string?> Names, Fixed? Inner);

    public sealed partial class Cage(CachekitRuntime runtime, Shelf shelf)
    {
        [Cache]
        public partial int[] Array(int id);

        private int[] ArrayCore(int id) => shelf.Take<int[]>(id);

        [Cache]
        public partial int[][] Jagged(int id);

        private int[][] JaggedCore(int id) => shelf.Take<int[][]>(id);

        [Cache]
        public partial List<int> List(int id);

        private List<int> ListCore(int id) => shelf.Take<List<int>>(id);

        [Cache]
        public partial Dictionary<string, List<int>> Lists(int id);

        private Dictionary<string, List<int>> ListsCore(int id) => shelf.Take<Dictionary<string, List<int>>>(id);

        [Cache]
        public partial Basket Basket(int id);

        private Basket BasketCore(int id) => shelf.Take<Basket>(id);

        [Cache]
        public partial Shapes.Settings Settings(int id);

        private Shapes.Settings SettingsCore(int id) => shelf.Take<Shapes.Settings>(id);

        [Cache]
        public partial Shapes.Box<Shapes.Link> Point(int id);

        private Shapes.Box<Shapes.Link> PointCore(int id) => shelf.Take<Shapes.Box<Shapes.Link>>(id);

        [Cache]
        public partial HashSet<int> Set(int id);

        private HashSet<int> SetCore(int id) => shelf.Take<HashSet<int>>(id);

        [Cache]
        public partial Memory<byte> Memory(int id);

        private Memory<byte> MemoryCore(int id) => shelf.Take<Memory<byte>>(id);

        [Cache]
        public partial (int Id, int[] Items) Pair(int id);

        private (int Id, int[] Items) PairCore(int id) => shelf.Take<(int, int[])>(id);

        [Cache]
        public partial ImmutableArray<List<int>> Wrapped(int id);

        private ImmutableArray<List<int>> WrappedCore(int id) => shelf.Take<ImmutableArray<List<int>>>(id);

        [Cache]
        public partial IReadOnlyList<List<int>> ReadOnlyLists(int id);

        private IReadOnlyList<List<int>> ReadOnlyListsCore(int id) => shelf.Take<IReadOnlyList<List<int>>>(id);

        [Cache]
        public partial IReadOnlyList<int> ReadOnly(int id);

        private IReadOnlyList<int> ReadOnlyCore(int id) => shelf.Take<IReadOnlyList<int>>(id);

        [Cache]
        public partial IReadOnlyCollection<int> ReadOnlyCollection(int id);

        private IReadOnlyCollection<int> ReadOnlyCollectionCore(int id) => shelf.Take<IReadOnlyCollection<int>>(id);

        [Cache]
        public partial IEnumerable<int> Enumerable(int id);

        private IEnumerable<int> EnumerableCore(int id) => shelf.Take<IEnumerable<int>>(id);

        [Cache]
        public partial IReadOnlySet<int> ReadOnlySet(int id);

        private IReadOnlySet<int> ReadOnlySetCore(int id) => shelf.Take<IReadOnlySet<int>>(id);

        [Cache]
        public partial IReadOnlyDictionary<string, int> ReadOnlyMap(int id);

        private IReadOnlyDictionary<string, int> ReadOnlyMapCore(int id) => shelf.Take<IReadOnlyDictionary<string, int>>(id);

        [Cache]
        public partial ReadOnlyCollection<int> Wrapper(int id);

        private ReadOnlyCollection<int> WrapperCore(int id) => shelf.Take<ReadOnlyCollection<int>>(id);

        [Cache]
        public partial string Text(int id);

        private string TextCore(int id) => shelf.Take<string>(id);

        [Cache]
        public partial Uri Uri(int id);

        private Uri UriCore(int id) => shelf.Take<Uri>(id);

        [Cache]
        public partial Shapes.Box<Shapes.Money> Money(int id);

        private Shapes.Box<Shapes.Money> MoneyCore(int id) => shelf.Take<Shapes.Box<Shapes.Money>>(id);

        [Cache]
        public partial Fixed Immutable(int id);

        private Fixed ImmutableCore(int id) => shelf.Take<Fixed>(id);

        [Cache]
        public partial ImmutableList<int> ImmutableList(int id);

        private ImmutableList<int> ImmutableListCore(int id) => shelf.Take<ImmutableList<int>>(id);

        [Cache]
        public partial Tuple<int, string> Tuple(int id);

        private Tuple<int, string> TupleCore(int id) => shelf.Take<Tuple<int, string>>(id);
    }
}
