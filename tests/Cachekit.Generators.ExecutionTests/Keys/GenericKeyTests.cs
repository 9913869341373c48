using Cachekit.Generators.ExecutionTests.Values;

namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>Parameters whose type is a type parameter.</summary>
public sealed partial class GenericKeyTests : IDisposable
{
    private readonly KeyProbe _probe = new();
    private readonly Generic _generic;

    public GenericKeyTests() => _generic = new Generic(_probe.Scene.Runtime);

    [Fact]
    public void Scalars_AreTheirValue()
    {
        Check(1, 2);
        Check<int?>(null, 0);
        Check("a", "A");
        Check(1.0m, 1.00m);
        Check(double.NaN, 0.0);
        Check(Guid.Empty, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        Check(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.ToOffset(TimeSpan.FromHours(1)));
        Check(DayOfWeek.Monday, DayOfWeek.Friday);
        Check(Shapes.UInt64Sized.Highest, Shapes.UInt64Sized.None);
        Check<DayOfWeek?>(null, DayOfWeek.Sunday);
        Check<byte[]>([1], [2]);
    }

    [Fact]
    public void CollectionsOfATypeParameter_AreTheirItems()
    {
        Assert.Equal(_generic.Many(["a", "b"]), _generic.Many(["a", "b"]));
        Assert.NotEqual(_generic.Many(["a", "b"]), _generic.Many(["b", "a"]));
        Assert.Equal(_generic.Many([DayOfWeek.Friday]), _generic.Many([DayOfWeek.Friday]));
        Assert.NotEqual(_generic.Many([5L]), _generic.Many([5]));
        Assert.NotEqual(_generic.Many([(DayOfWeek)5]), _generic.Many([5]));
    }

    [Fact]
    public void TypesThatAreNotScalars_AreRefusedWithTheWaysOut()
    {
        var exception = Assert.Throws<CacheKeyException>(() => _generic.One(new Query("a", null)));

        Assert.Contains("[CacheIgnore]", exception.Message, StringComparison.Ordinal);
        Assert.Throws<CacheKeyException>(() => _generic.One(new Query("a", null)));
    }

    [Fact]
    public void TypesOfOneName_ShareNoEntry()
    {
        Assert.NotEqual(_generic.One(First.Kind.A), _generic.One(Second.Kind.A));
        Assert.NotEqual(_generic.Cached.One<First.Kind>().Key(First.Kind.A), _generic.Cached.One<Second.Kind>().Key(Second.Kind.A));
    }

    public void Dispose() => _probe.Dispose();

    private void Check<T>(T one, T other) =>
        _probe.Agrees(_generic.One, value => _generic.Cached.One<T>().Key(value), (a, b) => Structure.Of(a) == Structure.Of(b), one, other);

    public static class First
    {
        public enum Kind
        {
            A,
        }
    }

    public static class Second
    {
        public enum Kind
        {
            A,
        }
    }

    public sealed partial class Generic(CachekitRuntime runtime)
    {
        private static int _runs;

        [Cache]
        public partial int One<T>(T value);

        private int OneCore<T>(T value) => Interlocked.Increment(ref _runs);

        [Cache]
        public partial int Many<T>(IReadOnlyList<T> values);

        private int ManyCore<T>(IReadOnlyList<T> values) => Interlocked.Increment(ref _runs);
    }
}
