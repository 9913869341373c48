using System.Threading.Tasks;
using Cachekit;

namespace Stranger;

/// <summary>A person.</summary>
/// <param name="Name">The name.</param>
/// <param name="Loads">How often people had been loaded.</param>
public sealed record Person(string Name, int Loads);

/// <summary>People, in whatever place.</summary>
[CacheDecorator]
public interface IPersonStore
{
    /// <summary>Finds a person.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The person.</returns>
    [Cache(Ttl = "5m"), CacheTag("person:{name}")]
    Task<Person> FindAsync(string name);

    /// <summary>Renames a person.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A task.</returns>
    [InvalidatesTag("person:{name}")]
    Task RenameAsync(string name);
}

/// <inheritdoc/>
public sealed class PersonStore : IPersonStore
{
    private int _loads;

    /// <inheritdoc/>
    public Task<Person> FindAsync(string name) => Task.FromResult(new Person(name, ++_loads));

    /// <inheritdoc/>
    public Task RenameAsync(string name) => Task.CompletedTask;
}
