namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>A method for every kind of type with members: tuples, records, classes and structs.</summary>
public sealed partial class ObjectZoo(CachekitRuntime runtime, Shelf shelf)
{
    [Cache]
    public partial Task<ValueTuple<int>> OneAsync(int id);

    private Task<ValueTuple<int>> OneCoreAsync(int id) => Task.FromResult(shelf.Take<ValueTuple<int>>(id));

    [Cache]
    public partial Task<(int Id, string? Name)> TwoAsync(int id);

    private Task<(int Id, string? Name)> TwoCoreAsync(int id) => Task.FromResult(shelf.Take<(int Id, string? Name)>(id));

    [Cache]
    public partial Task<(int, string?, bool)> ThreeAsync(int id);

    private Task<(int, string?, bool)> ThreeCoreAsync(int id) => Task.FromResult(shelf.Take<(int, string?, bool)>(id));

    [Cache]
    public partial Task<(int, int, int, int, int, int, int)> SevenAsync(int id);

    private Task<(int, int, int, int, int, int, int)> SevenCoreAsync(int id) => Task.FromResult(shelf.Take<(int, int, int, int, int, int, int)>(id));

    [Cache]
    public partial Task<(byte a, short b, int c, long d, string? e, decimal f, Guid g, bool h)> EightAsync(int id);

    private Task<(byte a, short b, int c, long d, string? e, decimal f, Guid g, bool h)> EightCoreAsync(int id) => Task.FromResult(shelf.Take<(byte a, short b, int c, long d, string? e, decimal f, Guid g, bool h)>(id));

    [Cache]
    public partial Task<(int First, int Second, int Third, int Fourth, int Fifth, int Sixth, int Seventh, string Eighth, decimal Ninth, Guid? Tenth)> TenAsync(int id);

    private Task<(int First, int Second, int Third, int Fourth, int Fifth, int Sixth, int Seventh, string Eighth, decimal Ninth, Guid? Tenth)> TenCoreAsync(int id) => Task.FromResult(shelf.Take<(int First, int Second, int Third, int Fourth, int Fifth, int Sixth, int Seventh, string Eighth, decimal Ninth, Guid? Tenth)>(id));

    [Cache]
    public partial Task<Tuple<int, string?>> ClassicAsync(int id);

    private Task<Tuple<int, string?>> ClassicCoreAsync(int id) => Task.FromResult(shelf.Take<Tuple<int, string?>>(id));

    [Cache]
    public partial Task<Tuple<int, int, int, int, int, int, int, Tuple<string>>> LongClassicAsync(int id);

    private Task<Tuple<int, int, int, int, int, int, int, Tuple<string>>> LongClassicCoreAsync(int id) => Task.FromResult(shelf.Take<Tuple<int, int, int, int, int, int, int, Tuple<string>>>(id));

    [Cache]
    public partial Task<((int, string?) Left, List<(int, int)>? Right)> InnerAsync(int id);

    private Task<((int, string?) Left, List<(int, int)>? Right)> InnerCoreAsync(int id) => Task.FromResult(shelf.Take<((int, string?) Left, List<(int, int)>? Right)>(id));

    [Cache]
    public partial Task<(int, int)?> MaybeTupleAsync(int id);

    private Task<(int, int)?> MaybeTupleCoreAsync(int id) => Task.FromResult(shelf.Take<(int, int)?>(id));

    [Cache]
    public partial Task<Shapes.Product> ProductAsync(int id);

    private Task<Shapes.Product> ProductCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Product>(id));

    [Cache]
    public partial Task<Shapes.Special> SpecialAsync(int id);

    private Task<Shapes.Special> SpecialCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Special>(id));

    [Cache]
    public partial Task<Shapes.Money> MoneyAsync(int id);

    private Task<Shapes.Money> MoneyCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Money>(id));

    [Cache]
    public partial Task<Shapes.Money?> MaybeMoneyAsync(int id);

    private Task<Shapes.Money?> MaybeMoneyCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Money?>(id));

    [Cache]
    public partial Task<Shapes.Point> PointAsync(int id);

    private Task<Shapes.Point> PointCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Point>(id));

    [Cache]
    public partial Task<Shapes.Size> SizeAsync(int id);

    private Task<Shapes.Size> SizeCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Size>(id));

    [Cache]
    public partial Task<Shapes.Reading> ReadingAsync(int id);

    private Task<Shapes.Reading> ReadingCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Reading>(id));

    [Cache]
    public partial Task<Shapes.Account> AccountAsync(int id);

    private Task<Shapes.Account> AccountCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Account>(id));

    [Cache]
    public partial Task<Shapes.Settings> SettingsAsync(int id);

    private Task<Shapes.Settings> SettingsCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Settings>(id));

    [Cache]
    public partial Task<Shapes.Manager> PersonAsync(int id);

    private Task<Shapes.Manager> PersonCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Manager>(id));

    [Cache]
    public partial Task<Shapes.Counter> CounterAsync(int id);

    private Task<Shapes.Counter> CounterCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Counter>(id));

    [Cache]
    public partial Task<Shapes.Box<int>> BoxAsync(int id);

    private Task<Shapes.Box<int>> BoxCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Box<int>>(id));

    [Cache]
    public partial Task<Shapes.Box<Shapes.Box<List<string?>>>> BoxesAsync(int id);

    private Task<Shapes.Box<Shapes.Box<List<string?>>>> BoxesCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Box<Shapes.Box<List<string?>>>>(id));

    [Cache]
    public partial Task<Shapes.Tree> TreeAsync(int id);

    private Task<Shapes.Tree> TreeCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Tree>(id));

    [Cache]
    public partial Task<Shapes.Link?> ChainAsync(int id);

    private Task<Shapes.Link?> ChainCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Link?>(id));

    [Cache]
    public partial Task<Shapes.Animal> AnimalAsync(int id);

    private Task<Shapes.Animal> AnimalCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Animal>(id));

    [Cache]
    public partial Task<IReadOnlyList<Shapes.Animal?>> AnimalsAsync(int id);

    private Task<IReadOnlyList<Shapes.Animal?>> AnimalsCoreAsync(int id) => Task.FromResult(shelf.Take<IReadOnlyList<Shapes.Animal?>>(id));

    [Cache]
    public partial Task<Shapes.Shop.Shelf> ShopAsync(int id);

    private Task<Shapes.Shop.Shelf> ShopCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Shop.Shelf>(id));

    [Cache]
    public partial Task<Shapes.@class> KeywordAsync(int id);

    private Task<Shapes.@class> KeywordCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.@class>(id));

    [Cache]
    public partial Task<Shapes.Nothing> EmptyAsync(int id);

    private Task<Shapes.Nothing> EmptyCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Nothing>(id));

    [Cache]
    public partial Task<Shapes.Everything> EverythingAsync(int id);

    private Task<Shapes.Everything> EverythingCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Everything>(id));

    [Cache]
    public partial Task<Shapes.Session> SessionAsync(int id);

    private Task<Shapes.Session> SessionCoreAsync(int id) => Task.FromResult(shelf.Take<Shapes.Session>(id));
}
