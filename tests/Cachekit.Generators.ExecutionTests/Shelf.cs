using System.Collections.Concurrent;

namespace Cachekit.Generators.ExecutionTests;

/// <summary>What the bodies of a zoo return: a test puts a value down and asks for it by its number, and sees how often a body took it.</summary>
public sealed class Shelf
{
    private readonly ConcurrentDictionary<int, object?> _values = new();
    private int _last;
    private int _taken;

    public int Taken => Volatile.Read(ref _taken);

    public int Put(object? value)
    {
        var id = Interlocked.Increment(ref _last);
        _values[id] = value;
        return id;
    }

    public T Take<T>(int id)
    {
        Interlocked.Increment(ref _taken);
        return (T)_values[id]!;
    }
}
