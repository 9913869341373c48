using Cachekit.CompilerServices;

namespace Cachekit.Tests.Pipeline.Support;

/// <summary>A key with an argument that its caller can change afterwards.</summary>
internal readonly struct ArrayKey(int[] ids) : ICacheKey<ArrayKey>
{
    private readonly int[] _ids = ids;

    public static int Count => 1;

    public bool Equals(ArrayKey other) => _ids.AsSpan().SequenceEqual(other._ids);

    public override bool Equals(object? obj) => obj is ArrayKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = KeyHash.Create();
        foreach (var id in _ids)
        {
            hash.Add(id);
        }

        return hash.ToHashCode();
    }

    public ArrayKey Snapshot() => new([.. _ids]);

    public void WriteTo(ref KeyWriter writer)
    {
        writer.WriteArrayHeader(_ids.Length);
        foreach (var id in _ids)
        {
            writer.Write(id);
        }
    }
}
