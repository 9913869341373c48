using System.Threading.Channels;
using Cachekit.CompilerServices;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Streams;

/// <summary>Several readers of a stream that is read for the first time.</summary>
public class SharedStreamTests
{
    private readonly World _world = new();
    private readonly Channel<string> _channel = Channel.CreateUnbounded<string>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecondReader_ReadsTheSameRecordingFromItsBeginning()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = Streaming.From(_channel);
        var first = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        _channel.Writer.TryWrite("a");
        Assert.True(await first.MoveNextAsync());
        var second = stream.In(cache, 1).GetAsyncEnumerator(Ct);

        // The slow one, whose body it is, holds nobody up: the other moves the source.
        Assert.Equal("a", await NextAsync(second));
        _channel.Writer.TryWrite("b");
        Assert.Equal("b", await NextAsync(second));
        var pending = second.MoveNextAsync();
        Assert.Equal("b", await NextAsync(first));
        _channel.Writer.TryWrite("c");
        _channel.Writer.Complete();
        Assert.True(await pending);
        Assert.False(await second.MoveNextAsync());
        Assert.Equal("c", await NextAsync(first));
        Assert.False(await first.MoveNextAsync());
        await first.DisposeAsync();
        await second.DisposeAsync();

        Assert.Equal((1, 1), (stream.Runs, stream.Disposals));
        Assert.Equal(2, cache.Info.Misses);
        Assert.Equal(["a", "b", "c"], await stream.In(cache, 1).ToListAsync());
    }

    [Fact]
    public async Task FirstReaderLeaves_TheSecondGoesOn_AndTheStreamIsStored()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = Streaming.From(_channel);
        using var source = new CancellationTokenSource();
        var first = stream.In(cache, 1, source.Token).GetAsyncEnumerator(Ct);
        _channel.Writer.TryWrite("a");
        Assert.True(await first.MoveNextAsync());
        var second = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        Assert.Equal("a", await NextAsync(second));

        // It leaves while it moves the source: the move goes on.
        var moving = first.MoveNextAsync().AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
        await first.DisposeAsync();
        Assert.False(stream.Token.IsCancellationRequested);
        _channel.Writer.TryWrite("b");
        _channel.Writer.Complete();

        Assert.Equal("b", await NextAsync(second));
        Assert.False(await second.MoveNextAsync());
        await second.DisposeAsync();
        Assert.Equal(["a", "b"], await stream.In(Streaming.Texts().In(_world.Runtime()), 1).ToListAsync());
        Assert.Equal((1, 1), (stream.Runs, stream.Disposals));
    }

    [Fact]
    public async Task Failure_ReachesAllReaders()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = Streaming.From(_channel);
        var first = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        _channel.Writer.TryWrite("a");
        Assert.True(await first.MoveNextAsync());
        var second = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        Assert.Equal("a", await NextAsync(second));
        var one = first.MoveNextAsync().AsTask();
        var two = second.MoveNextAsync().AsTask();

        _channel.Writer.Complete(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => one);
        await Assert.ThrowsAsync<TimeoutException>(() => two);
        await first.DisposeAsync();
        await second.DisposeAsync();
        Assert.Equal(1, stream.Disposals);
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task RecordingThatWasGivenUp_EndsForItsReaders_AndLaterOnesStartTheirOwn()
    {
        var cache = Streaming.Texts().In(_world.Runtime(options => options.MaxValueSize = 20));
        var stream = Streaming.From(_channel);
        var first = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        _channel.Writer.TryWrite("short");
        Assert.True(await first.MoveNextAsync());
        var second = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        Assert.Equal("short", await NextAsync(second));
        _channel.Writer.TryWrite("a text of thirty characters ...");
        Assert.True(await first.MoveNextAsync());

        Assert.Equal(["own"], await new TestStream<string>("own").In(cache, 1).ToListAsync());
        _channel.Writer.TryWrite("end");
        _channel.Writer.Complete();
        Assert.Equal("end", await NextAsync(first));
        Assert.Equal("a text of thirty characters ...", await NextAsync(second));
        Assert.Equal("end", await NextAsync(second));
        Assert.False(await first.MoveNextAsync());
        Assert.False(await second.MoveNextAsync());
        await first.DisposeAsync();
        await second.DisposeAsync();

        Assert.Equal((1, 1), (stream.Runs, stream.Disposals));
        Assert.Equal(["own"], await stream.In(cache, 1).ToListAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InvalidationWhileItStreams_Wins(bool all)
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = Streaming.From(_channel);
        var first = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        _channel.Writer.TryWrite("old");
        Assert.True(await first.MoveNextAsync());

        await (all ? cache.InvalidateAllAsync(Ct) : cache.InvalidateAsync(1, Ct));
        Assert.Equal(["new"], await new TestStream<string>("new").In(cache, 1).ToListAsync());
        _channel.Writer.Complete();
        Assert.False(await first.MoveNextAsync());
        await first.DisposeAsync();

        Assert.Equal(["new"], await stream.In(cache, 1).ToListAsync());
        Assert.Equal(["new"], await stream.In(Streaming.Texts().In(_world.Runtime()), 1).ToListAsync());
    }

    [Fact]
    public async Task ListSetWhileItStreams_Wins()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = Streaming.From(_channel);
        var first = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        _channel.Writer.TryWrite("old");
        Assert.True(await first.MoveNextAsync());

        await cache.SetAsync(1, ["set"], Ct);
        _channel.Writer.Complete();
        Assert.False(await first.MoveNextAsync());
        await first.DisposeAsync();

        Assert.Equal(["set"], await stream.In(cache, 1).ToListAsync());
        Assert.Equal(["set"], await stream.In(Streaming.Texts().In(_world.Runtime()), 1).ToListAsync());
    }

    [Fact]
    public async Task ReaderDuringARefresh_GetsItsResult()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var stream = Streaming.From(_channel);
        var refresh = cache.RefreshAsync(1, new StreamDrain<string, TestStream<string>.Body>(new(stream)), CancellationToken.None);

        var reader = new TestStream<string>("unused").In(cache, 1).ToListAsync();
        Assert.False(reader.IsCompleted);
        _channel.Writer.TryWrite("new");
        _channel.Writer.Complete();

        Assert.Equal(["new"], await refresh);
        Assert.Equal(["new"], await reader);
    }

    [Fact]
    public async Task Source_RunsAsForTheReaderWhoseBodyItIs()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var user = new AsyncLocal<string> { Value = "first" };
        var begun = Channel.CreateUnbounded<int>();
        async IAsyncEnumerable<string> Source()
        {
            yield return user.Value!;
            await begun.Reader.ReadAsync(Ct);
            yield return user.Value!;
        }

        var stream = new TestStream<string>(_ => Source());
        var first = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        Assert.True(await first.MoveNextAsync());
        user.Value = "second";
        var second = stream.In(cache, 1).GetAsyncEnumerator(Ct);
        Assert.Equal("first", await NextAsync(second));
        begun.Writer.TryWrite(1);

        Assert.Equal("first", await NextAsync(second));
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task StreamThatReadsItself_IsToldSo()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        TestStream<string>? stream = null;
        stream = new TestStream<string>(token => stream!.In(cache, 1, token));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => stream.In(cache, 1).ToListAsync());

        Assert.Contains("Shop.Catalog.FindAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyReadersThatComeAndGo_EachSeesTheWholeStreamOrItsBeginning()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        var expected = Enumerable.Range(0, 40).Select(i => $"item {i}").ToArray();
        var stream = new TestStream<string>(expected);
        var random = new Random(11);
        var readers = Enumerable.Range(0, 300).Select(i => (Key: i / 20, Stop: random.Next(3) == 0 ? random.Next(40) : int.MaxValue)).ToArray();

        await Parallel.ForEachAsync(readers, Ct, async (reader, token) =>
        {
            var items = new List<string>();
            await foreach (var item in stream.In(cache, reader.Key, token))
            {
                items.Add(item);
                if (items.Count > reader.Stop)
                {
                    break;
                }
            }

            Assert.Equal(expected.Take(items.Count), items);
            Assert.Equal(reader.Stop == int.MaxValue ? 40 : reader.Stop + 1, items.Count);
        });

        Assert.Equal(stream.Runs, stream.Disposals);
        Assert.InRange(stream.Runs, 15, 300);
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<string> reader)
    {
        Assert.True(await reader.MoveNextAsync());
        return reader.Current;
    }
}
