namespace Cachekit.Tests.Local;

/// <summary>A key with a well spread hash, or, to provoke collisions, a given one.</summary>
internal readonly struct TestKey(int id, int? hash = null) : IEquatable<TestKey>
{
    public int Id { get; } = id;

    public bool Equals(TestKey other) => Id == other.Id;

    public override bool Equals(object? obj) => obj is TestKey other && Equals(other);

    public override int GetHashCode()
    {
        if (hash is { } given)
        {
            return given;
        }

        var spread = (uint)Id * 0x9E3779B97F4A7C15UL;
        return (int)(spread ^ (spread >> 32));
    }
}
