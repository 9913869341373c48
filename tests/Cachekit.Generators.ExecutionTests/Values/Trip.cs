using Cachekit.TestSupport;
using Cachekit.Tests.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>Sends values through cached methods: into both layers of one process, and out of the backend in another one.</summary>
/// <typeparam name="TZoo">The type with the cached methods.</typeparam>
internal sealed class Trip<TZoo> : IDisposable
{
    // Values with many parts are large, and the tests of their codecs go through more of them.
    private static readonly Config FewerRuns = Properties.Config.WithMaxTest(30);

    private readonly TZoo _there;

    public Trip(Func<CachekitRuntime, Shelf, TZoo> make)
    {
        Here = make(Scene.Runtime, Shelf);
        _there = make(Scene.AnotherProcess(), Shelf);
    }

    public Scene Scene { get; } = new();

    public Shelf Shelf { get; } = new();

    public TZoo Here { get; }

    public void ComesBack<T>(Func<TZoo, int, T> call, Gen<T> values) => Any.Holds(values, value => Check(call, value));

    public void ComesBack<T>(Func<TZoo, int, ValueTask<T>> call, Gen<T> values) =>
        FsCheck.Check.One(FewerRuns, Prop.ForAll(values.ToArbitrary(), value => Check((zoo, id) => call(zoo, id).AsTask().GetAwaiter().GetResult(), value)));

    public void ComesBack<T>(Func<TZoo, int, T> call, params ReadOnlySpan<T> values)
    {
        foreach (var value in values)
        {
            Check(call, value);
        }
    }

    public void ComesBack<T>(Func<TZoo, int, Task<T>> call, params ReadOnlySpan<T> values)
    {
        foreach (var value in values)
        {
            Check((zoo, id) => call(zoo, id).GetAwaiter().GetResult(), value);
        }
    }

    public void Dispose() => Scene.Dispose();

    private bool Check<T>(Func<TZoo, int, T> call, T value)
    {
        var expected = Structure.Of(value);
        var id = Shelf.Put(value);
        var before = Shelf.Taken;

        Assert.Equal(expected, Structure.Of(call(Here, id)));
        Assert.Equal(expected, Structure.Of(call(Here, id)));
        Assert.Equal(expected, Structure.Of(call(_there, id)));
        Assert.Equal(expected, Structure.Of(call(_there, id)));

        // Three of the four answers came out of the cache, one of them from the backend.
        Assert.Equal(before + 1, Shelf.Taken);
        return true;
    }
}
