using System.Threading.Channels;
using Cachekit.CompilerServices;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Streams;

/// <summary>One reader of a stream at a time.</summary>
public class StreamTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstReader_GetsItemsAsTheyCome_AndOthersTheStoredList()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var channel = Channel.CreateUnbounded<string>();
        var stream = Streaming.From(channel);
        var reader = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        channel.Writer.TryWrite("a");

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("a", reader.Current);
        var next = reader.MoveNextAsync();
        Assert.False(next.IsCompleted);
        Assert.Empty(_world.Store.Keys);
        channel.Writer.TryWrite("b");
        Assert.True(await next);
        Assert.Equal("b", reader.Current);
        channel.Writer.Complete();
        Assert.False(await reader.MoveNextAsync());
        await reader.DisposeAsync();

        Assert.Equal(["a", "b"], await stream.In(cache, 1).ToListAsync());
        var other = Streaming.Texts().In(_world.Runtime());
        Assert.Equal(["a", "b"], await stream.In(other, 1).ToListAsync());
        Assert.Equal(["a", "b"], await stream.In(other, 1).ToListAsync());
        Assert.Equal((1, 1), (stream.Runs, stream.Disposals));
        Assert.Equal((1, 0, 1), (cache.Info.LocalHits, cache.Info.BackendHits, cache.Info.Misses));
        Assert.Equal((1, 1, 0), (other.Info.LocalHits, other.Info.BackendHits, other.Info.Misses));
        Assert.Equal(0, _world.Store.Lent);
    }

    [Fact]
    public async Task BeforeTheFirstItemIsAskedFor_NothingHappens()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = new TestStream<string>("a");

        var reader = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        await reader.DisposeAsync();

        Assert.Equal(0, stream.Runs);
        Assert.Empty(_world.Faults.Calls.All);
    }

    [Fact]
    public async Task EachEnumeration_LooksAnew()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = new TestStream<string>("a");
        var items = stream.In(cache, 1);
        await items.ToListAsync();
        await cache.SetAsync(1, ["set"], Ct);

        Assert.Equal(["set"], await items.ToListAsync());
    }

    [Fact]
    public async Task EmptyStream_IsStored()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = new TestStream<string>();

        Assert.Empty(await stream.In(cache, 1).ToListAsync());
        Assert.Empty(await stream.In(cache, 1).ToListAsync());

        Assert.Equal(1, stream.Runs);
    }

    [Fact]
    public async Task ReaderThatStopsEarly_StoresNothing_AndTheSourceIsDisposedOf()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = new TestStream<string>("a", "b", "c");

        await foreach (var item in stream.In(cache, 1))
        {
            Assert.Equal("a", item);
            break;
        }

        Assert.Equal((1, 1), (stream.Runs, stream.Disposals));
        Assert.True(stream.Token.IsCancellationRequested);
        Assert.Empty(_world.Store.Keys);
        Assert.Equal(["a", "b", "c"], await stream.In(cache, 1).ToListAsync());
        Assert.Equal(2, stream.Runs);
    }

    [Fact]
    public async Task Failure_ReachesTheReaderBehindTheItems_AndNothingIsStored()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var channel = Channel.CreateUnbounded<string>();
        channel.Writer.TryWrite("a");
        channel.Writer.Complete(new TimeoutException("the database is away"));
        var stream = Streaming.From(channel);
        var items = new List<string>();

        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await foreach (var item in stream.In(cache, 1))
            {
                items.Add(item);
            }
        });

        Assert.Equal(["a"], items);
        Assert.Equal(1, stream.Disposals);
        Assert.Empty(_world.Store.Keys);
        Assert.Equal(["again"], await new TestStream<string>("again").In(cache, 1).ToListAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CancelledReader_LeavesAtOnce_AndTheSourceIsCancelled(bool byArgument)
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var channel = Channel.CreateUnbounded<string>();
        channel.Writer.TryWrite("a");
        var stream = Streaming.From(channel);
        using var source = new CancellationTokenSource();
        var reader = stream.In(cache, 1, byArgument ? source.Token : default).GetAsyncEnumerator(byArgument ? default : source.Token);
        Assert.True(await reader.MoveNextAsync());
        var next = reader.MoveNextAsync().AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await reader.DisposeAsync();
        Assert.True(stream.Token.IsCancellationRequested);
        Assert.Empty(_world.Store.Keys);
        Assert.Equal(["again"], await new TestStream<string>("again").In(cache, 1).ToListAsync());
    }

    [Fact]
    public async Task CancelledReplay_Ends()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = new TestStream<string>("a", "b");
        await stream.In(cache, 1).ToListAsync();
        using var source = new CancellationTokenSource();
        var reader = stream.In(cache, 1, source.Token).GetAsyncEnumerator(Ct);
        Assert.True(await reader.MoveNextAsync());

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.MoveNextAsync());
    }

    [Fact]
    public async Task TooLargeStream_GoesOn_AndIsNotStored()
    {
        var cache = Streaming.Texts().In(_world.Runtime(options => options.MaxValueSize = 100));
        var items = Enumerable.Range(0, 50).Select(i => $"item {i}").ToArray();
        var stream = new TestStream<string>(items);

        Assert.Equal(items, await stream.In(cache, 1).ToListAsync());

        Assert.Empty(_world.Store.Keys);
        Assert.False(cache.TryGetLocal(1, out _));
        Assert.Equal(1, cache.Info.StreamsNotRecorded);
        Assert.Equal(1, _world.Logs.Count(1190, LogLevel.Warning));
        Assert.Equal(items, await stream.In(cache, 1).ToListAsync());
        Assert.Equal(2, stream.Runs);
    }

    [Fact]
    public async Task ItemWithoutAnEncodedForm_GoesOn_AndTheStreamIsNotStored()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        string[] items = ["a", "\ud800", "b"];

        Assert.Equal(items, await new TestStream<string>(items).In(cache, 1).ToListAsync());

        Assert.Empty(_world.Store.Keys);
        Assert.Equal(1, cache.Info.StreamsNotRecorded);
        Assert.Equal(1, _world.Logs.Count(1191, LogLevel.Warning));
    }

    [Fact]
    public async Task ReaderThatChangesItems_ChangesNothingInTheCache()
    {
        var cache = Streaming.Lists().In(_world.Runtime());
        var stream = new TestStream<List<int>>([1], [2]);

        await foreach (var item in stream.In(cache, 1))
        {
            item.Add(99);
        }

        foreach (var from in new[] { cache, Streaming.Lists().In(_world.Runtime()) })
        {
            var items = await stream.In(from, 1).ToListAsync();
            Assert.Equal([[1], [2]], items);
            items[0].Add(7);
            Assert.Equal([[1], [2]], await stream.In(from, 1).ToListAsync());
        }
    }

    [Fact]
    public async Task FailingBackend_MemoryKeepsTheList_AndMinimalTellsTheReader()
    {
        _world.Faults.Fail(BackendOperation.All);
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = new TestStream<string>("a");

        Assert.Equal(["a"], await stream.In(cache, 1).ToListAsync());
        Assert.Equal(["a"], await stream.In(cache, 1).ToListAsync());
        Assert.Equal(1, stream.Runs);

        var minimal = Streaming.Texts(d => d with { Preset = Preset.Minimal }).In(_world.Runtime());
        await Assert.ThrowsAsync<CacheBackendException>(() => stream.In(minimal, 1).ToListAsync());
        Assert.Equal(1, stream.Runs);
    }

    [Fact]
    public async Task SecureStream_IsCiphertextOnly()
    {
        var cache = Streaming.Texts(d => d with { Secure = true, Storage = ValueStorage.Bytes }).In(_world.Runtime(MasterKeys.UseFirst));
        var stream = new TestStream<string>("secret-1", "secret-2");

        Assert.Equal(["secret-1", "secret-2"], await stream.In(cache, 1).ToListAsync());
        Assert.Equal(["secret-1", "secret-2"], await stream.In(cache, 1).ToListAsync());

        Assert.Equal(1, stream.Runs);
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(_world.Store.Peek(cache.GetKey(1))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyThatReturnsNull_IsToldSo()
    {
        var cache = Streaming.Texts().In(_world.Runtime());

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StreamCache.Get<IntKey, string, NullBody>(cache, 1, default, Ct).ToListAsync());

        Assert.Contains("'Shop.Catalog.FindAsync' returned null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_DrainsTheBody()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = new TestStream<string>("a", "b");

        Assert.Equal(["a", "b"], await cache.RefreshAsync(1, new StreamDrain<string, TestStream<string>.Body>(new(stream)), Ct));

        Assert.Equal(["a", "b"], (await cache.TryGetAsync(1, Ct)).Value!);
        Assert.Equal(["a", "b"], await stream.In(cache, 1).ToListAsync());
        Assert.Equal(1, stream.Runs);
    }

    private readonly struct NullBody : IStreamBody<string>
    {
        public IAsyncEnumerable<string> Invoke(CancellationToken cancellationToken) => null!;
    }
}
