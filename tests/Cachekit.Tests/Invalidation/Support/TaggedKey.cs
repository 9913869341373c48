using System.Globalization;
using Cachekit.CompilerServices;

namespace Cachekit.Tests.Invalidation.Support;

/// <summary>The key of a method with <c>[CacheTag("id:{id}")]</c> and <c>[CacheTag("all")]</c>.</summary>
internal readonly record struct TaggedKey(int Id) : ICacheKey<TaggedKey>, ITaggedKey
{
    public static int Count => 1;

    public static implicit operator TaggedKey(int id) => new(id);

    public TaggedKey Snapshot() => this;

    public string[] GetTags() => ["id:" + Id.ToString(CultureInfo.InvariantCulture), "all"];

    public void WriteTo(ref KeyWriter writer) => writer.Write(Id);
}
