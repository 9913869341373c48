using Cachekit.CompilerServices;

namespace Cachekit.Benchmarks.Keys;

/// <summary>The key of two arguments, as generated code declares it.</summary>
internal readonly record struct UserKey(int Id, string Region) : ICacheKey<UserKey>
{
    public static int Count => 2;

    public UserKey Snapshot() => this;

    public void WriteTo(ref KeyWriter writer)
    {
        writer.Argument("id");
        writer.Write(Id);
        writer.Argument("region");
        writer.Write(Region);
    }
}
