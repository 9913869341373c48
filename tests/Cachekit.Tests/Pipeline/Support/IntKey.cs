using Cachekit.CompilerServices;

namespace Cachekit.Tests.Pipeline.Support;

internal readonly record struct IntKey(int Id) : ICacheKey<IntKey>
{
    public static int Count => 1;

    public static implicit operator IntKey(int id) => new(id);

    public IntKey Snapshot() => this;

    public void WriteTo(ref KeyWriter writer)
    {
        writer.Argument("id");
        writer.Write(Id);
    }
}
