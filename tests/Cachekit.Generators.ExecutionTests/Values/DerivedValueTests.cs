namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>An object of a class that is more than the declared one would come back as less: it is never cached.</summary>
public sealed partial class DerivedValueTests : IDisposable
{
    private readonly Scene _scene = new();

    [Fact]
    public async Task ObjectOfADerivedClass_IsReturnedAndNotCached()
    {
        var farm = new Farm(_scene.Runtime, new Dog { Name = "Rex", Tricks = 3 });

        var first = await farm.FindAsync(1);
        var second = await farm.FindAsync(1);

        Assert.Equal(3, Assert.IsType<Dog>(first).Tricks);
        Assert.Same(first, second);
        Assert.Equal(2, farm.Runs);
        Assert.Empty(_scene.Backend.Keys);
    }

    [Fact]
    public async Task ObjectOfTheDeclaredClass_IsCached()
    {
        var farm = new Farm(_scene.Runtime, new Animal { Name = "Tom" });

        await farm.FindAsync(1);
        var second = await farm.FindAsync(1);

        Assert.Equal("Tom", second.Name);
        Assert.Equal(1, farm.Runs);
    }

    public void Dispose() => _scene.Dispose();

    public class Animal
    {
        public string Name { get; set; } = "";
    }

    public sealed class Dog : Animal
    {
        public int Tricks { get; set; }
    }

    public sealed partial class Farm(CachekitRuntime runtime, Animal animal)
    {
        public int Runs { get; private set; }

        [Cache]
        public partial Task<Animal> FindAsync(int id);

        private Task<Animal> FindCoreAsync(int id)
        {
            Runs++;
            return Task.FromResult(animal);
        }
    }
}
