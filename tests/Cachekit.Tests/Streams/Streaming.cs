using System.Threading.Channels;
using Cachekit.CompilerServices;
using Cachekit.Serialization;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Streams;

/// <summary>What tests of streams share.</summary>
internal static class Streaming
{
    internal static CachedMethod<IntKey, IReadOnlyList<string>> Texts(
        Func<CachedMethodDefinition<IReadOnlyList<string>>, CachedMethodDefinition<IReadOnlyList<string>>>? with = null) =>
        World.Method<IntKey, IReadOnlyList<string>>(Codecs.ReadOnlyListInterface(Codecs.String)!, ValueStorage.ObjectCopy, with);

    internal static CachedMethod<IntKey, IReadOnlyList<List<int>>> Lists() =>
        World.Method<IntKey, IReadOnlyList<List<int>>>(Codecs.ReadOnlyListInterface(Codecs.List(Codecs.Int32))!, ValueStorage.Bytes);

    internal static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> stream)
    {
        var items = new List<T>();
        await foreach (var item in stream)
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>A stream whose items the test writes one by one.</summary>
    internal static TestStream<T> From<T>(Channel<T> channel) => new(channel.Reader.ReadAllAsync);
}
