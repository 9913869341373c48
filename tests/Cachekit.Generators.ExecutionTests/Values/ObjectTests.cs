using Cachekit.Tests.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>Values with members come back from both layers as they were.</summary>
public sealed class ObjectTests : IDisposable
{
    private static readonly Gen<Shapes.Money> Moneys = Any.Int64.Zip(Any.String).Select(t => new Shapes.Money(t.Item1, t.Item2));
    private readonly Trip<ObjectZoo> _trip = new(static (runtime, shelf) => new ObjectZoo(runtime, shelf));

    [Fact]
    public void Tuples_ComeBack()
    {
        _trip.ComesBack((zoo, id) => zoo.OneAsync(id), new ValueTuple<int>(5));
        _trip.ComesBack((zoo, id) => zoo.TwoAsync(id), (1, "a"), (2, null));
        _trip.ComesBack((zoo, id) => zoo.ThreeAsync(id), (1, "a", true), (2, null, false));
        _trip.ComesBack((zoo, id) => zoo.SevenAsync(id), (1, 2, 3, 4, 5, 6, 7));
        _trip.ComesBack((zoo, id) => zoo.EightAsync(id), ((byte)1, (short)2, 3, 4, "e", 6.0m, Guid.Empty, true));
        _trip.ComesBack((zoo, id) => zoo.TenAsync(id), (1, 2, 3, 4, 5, 6, 7, "8", 9.00m, Guid.Empty), (1, 2, 3, 4, 5, 6, 7, "8", 9.00m, null));
        _trip.ComesBack((zoo, id) => zoo.ClassicAsync(id), Tuple.Create(1, (string?)null));
        _trip.ComesBack((zoo, id) => zoo.LongClassicAsync(id), Tuple.Create(1, 2, 3, 4, 5, 6, 7, "8"));
        _trip.ComesBack((zoo, id) => zoo.InnerAsync(id), ((1, "a"), [(1, 2), (3, 4)]), ((1, null), null));
        _trip.ComesBack((zoo, id) => zoo.MaybeTupleAsync(id), null, (1, 2));
    }

    [Fact]
    public async Task NamesOfATuple_AreThere()
    {
        var id = _trip.Shelf.Put((1, 2, 3, 4, 5, 6, 7, "8", 9m, (Guid?)null));

        await _trip.Here.TenAsync(id);
        var ten = await _trip.Here.TenAsync(id);

        Assert.Equal((1, "8", 9m), (ten.First, ten.Eighth, ten.Ninth));
    }

    [Fact]
    public void Records_ComeBackWithAllTheirMembers()
    {
        _trip.ComesBack(
            (zoo, id) => zoo.ProductAsync(id),
            new Shapes.Product(1, "Chair", 2.50m),
            new Shapes.Product(1, "Chair", 2.50m) { Tags = ["a", null], Note = null });
        _trip.ComesBack((zoo, id) => zoo.SpecialAsync(id), new Shapes.Special(1, "Chair", 5) { Note = "special", Tags = ["b"] });
        _trip.ComesBack((zoo, id) => zoo.MaybeMoneyAsync(id), null, new Shapes.Money(5, "EUR"));
        _trip.ComesBack((zoo, id) => zoo.EmptyAsync(id), new Shapes.Nothing());
        _trip.ComesBack((zoo, id) => zoo.ShopAsync(id), new Shapes.Shop.Shelf(1, [new(2), new(3)]));
        _trip.ComesBack((zoo, id) => zoo.BoxAsync(id), new Shapes.Box<int>(5));
        _trip.ComesBack((zoo, id) => zoo.BoxesAsync(id), new Shapes.Box<Shapes.Box<List<string?>>>(new(["a", null])));
    }

    [Fact]
    public void ClassesAndStructs_ComeBackWithAllTheirMembers()
    {
        _trip.ComesBack((zoo, id) => zoo.PointAsync(id), new Shapes.Point { X = 1, Y = 2 });
        _trip.ComesBack((zoo, id) => zoo.SizeAsync(id), new Shapes.Size(1, 2));
        _trip.ComesBack((zoo, id) => zoo.ReadingAsync(id), new Shapes.Reading(1.5), new Shapes.Reading(1.5, 2) { Unit = "m" });
        _trip.ComesBack((zoo, id) => zoo.AccountAsync(id), new Shapes.Account { Id = 1, Owner = "me", Kind = "own" });
        _trip.ComesBack(
            (zoo, id) => zoo.SettingsAsync(id),
            new Shapes.Settings { Name = null, Level = Shapes.ByteSized.Most, Numbers = { ["a"] = [1, 2], ["b"] = null }, Children = { new() { Name = "child" } } });
        _trip.ComesBack((zoo, id) => zoo.PersonAsync(id), new Shapes.Manager { Name = "Ann", Age = 40, Reports = 3 });
        _trip.ComesBack((zoo, id) => zoo.KeywordAsync(id), new Shapes.@class { @event = 1, Größe = 2 });
    }

    [Fact]
    public void IncludedFields_ComeBack() => _trip.ComesBack((zoo, id) => zoo.CounterAsync(id), new Shapes.Counter { Total = 5, Last = "last" });

    [Fact]
    public async Task IgnoredMember_HasItsDefaultFromTheFirstAnswerOn()
    {
        var id = _trip.Shelf.Put(new Shapes.Session { Id = 1, Secret = "secret" });

        var first = await _trip.Here.SessionAsync(id);
        var second = await _trip.Here.SessionAsync(id);

        Assert.Equal((1, "default"), (first.Id, first.Secret));
        Assert.Equal((1, "default"), (second.Id, second.Secret));
    }

    [Fact]
    public void KnownSubtypes_ComeBackAsThemselves()
    {
        _trip.ComesBack((zoo, id) => zoo.AnimalAsync(id), new Shapes.Cat("Tom", 9), new Shapes.Dog("Rex", ["sit", "roll"]));
        _trip.ComesBack((zoo, id) => zoo.AnimalsAsync(id), [new Shapes.Dog("Rex", []), null, new Shapes.Cat("Tom", 9)]);
    }

    [Fact]
    public void RandomStructs_ComeBack() => _trip.ComesBack((zoo, id) => new ValueTask<Shapes.Money>(zoo.MoneyAsync(id)), Moneys);

    [Fact]
    public void RandomTrees_ComeBack() => _trip.ComesBack((zoo, id) => new ValueTask<Shapes.Tree>(zoo.TreeAsync(id)), Trees(3));

    [Fact]
    public void RandomRecordsOfEverything_ComeBack()
    {
        var values =
            from flag in Gen.Elements(true, false)
            from number in Any.Int32
            from real in Any.Double
            from price in Any.Decimal
            from text in Any.StringOrNull
            from id in Any.Guid
            from at in Any.DateTimeOffset
            from big in Any.BigInteger
            from maybe in Gen.OneOf(Any.Int32.Select(n => (int?)n), Gen.Constant<int?>(null))
            from bytes in Gen.OneOf(Any.Bits.Select(b => unchecked((byte)b)).ArrayOf().Select(b => (byte[]?)b), Gen.Constant<byte[]?>(null))
            from names in Any.StringOrNull.ArrayOf()
            from prices in Any.String.Zip(Moneys).ArrayOf()
            from pair in Any.Int32.Zip(Any.StringOrNull)
            from root in Trees(2)
            select new Shapes.Everything(
                flag, number, real, price, text, id, at, big, maybe, bytes, [.. names], prices.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2), (pair.Item1, pair.Item2), root);

        _trip.ComesBack((zoo, id) => new ValueTask<Shapes.Everything>(zoo.EverythingAsync(id)), values);
    }

    [Fact]
    public void ListUpToTheDepthLimit_ComesBack() => _trip.ComesBack((zoo, id) => zoo.ChainAsync(id), null, Chain(1), Chain(2), Chain(64));

    [Fact]
    public async Task ListBeyondTheDepthLimit_IsReturnedAndNotCached()
    {
        var chain = Chain(65);
        var id = _trip.Shelf.Put(chain);

        Assert.Same(chain, await _trip.Here.ChainAsync(id));
        Assert.Same(chain, await _trip.Here.ChainAsync(id));

        Assert.Equal(2, _trip.Shelf.Taken);
        Assert.Empty(_trip.Scene.Backend.Keys);
    }

    [Fact]
    public async Task ListThatContainsItself_IsReturnedAndNotCached()
    {
        var circle = new Shapes.Link();
        circle.Next = circle;
        var id = _trip.Shelf.Put(circle);

        Assert.Same(circle, await _trip.Here.ChainAsync(id));
        Assert.Same(circle, await _trip.Here.ChainAsync(id));

        Assert.Equal(2, _trip.Shelf.Taken);
    }

    [Fact]
    public async Task SubtypeThatIsNotListed_IsReturnedAndNotCached()
    {
        var bird = new Bird("Tweety");
        var id = _trip.Shelf.Put(bird);

        Assert.Same(bird, await _trip.Here.AnimalAsync(id));
        Assert.Same(bird, await _trip.Here.AnimalAsync(id));

        Assert.Equal(2, _trip.Shelf.Taken);
    }

    public void Dispose() => _trip.Dispose();

    private static Gen<Shapes.Tree> Trees(int depth) => depth == 0
        ? Any.Int32.Select(value => new Shapes.Tree(value, []))
        : from value in Any.Int32
          from count in Gen.Choose(0, 3)
          from children in Trees(depth - 1).ArrayOf(count)
          select new Shapes.Tree(value, children);

    private static Shapes.Link Chain(int length)
    {
        Shapes.Link? first = null;
        for (var value = length; value > 0; value--)
        {
            first = new Shapes.Link { Value = value, Next = first };
        }

        return first!;
    }

    private sealed record Bird(string Name) : Shapes.Animal(Name);
}
