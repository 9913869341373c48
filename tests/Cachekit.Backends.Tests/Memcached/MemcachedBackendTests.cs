using System.Globalization;
using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedBackendTests(MemcachedFixture fixture) : MemcachedTestBase
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private MemcachedBackend Own(Action<MemcachedBackendOptions>? configure = null) => Backend(fixture.Server.Address, configure);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(32 * 1024)]
    [InlineData(65_530)]
    [InlineData(200_000)]
    [InlineData(1_000_000)]
    public async Task Value_ComesBackUnchanged(int size)
    {
        var backend = Own();
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        await backend.SetAsync(Prefix + "a", bytes, Minute, Token);
        using (var value = await backend.GetAsync(Prefix + "a", Token))
        {
            Assert.True(value.Found);
            Assert.True(value.Bytes.Span.SequenceEqual(bytes));
            Assert.InRange(value.Remaining!.Value.TotalSeconds, 55, 60);
            Assert.False(value.IsStale);
        }

        backend.Set(Prefix + "b", bytes, null);
        using (var value = backend.Get(Prefix + "b"))
        {
            Assert.True(value.Bytes.Span.SequenceEqual(bytes));
            Assert.Null(value.Remaining);
        }
    }

    [Fact]
    public async Task Values_WithBytesOfTheProtocol_AreNoProtocol()
    {
        var backend = Own();
        var tricky = Bytes("END\r\nVA 3 t1\r\nEN\r\n\0\r\n");
        await backend.SetAsync(Prefix, tricky, Minute, Token);
        Assert.Equal(tricky, (await backend.GetAsync(Prefix, Token)).Bytes.ToArray());
    }

    [Fact]
    public async Task MissingEntry_IsMissingForAll()
    {
        var backend = Own();
        Assert.False(backend.Get(Prefix).Found);
        Assert.False((await backend.GetAsync(Prefix, Token)).Found);
        Assert.False(backend.Exists(Prefix));
        Assert.False(await backend.ExistsAsync(Prefix, Token));
        Assert.False(backend.Delete(Prefix));
        Assert.False(await backend.DeleteAsync(Prefix, Token));
        Assert.Null(backend.GetTtl(Prefix));
        Assert.False(backend.RefreshTtl(Prefix, Minute));
        Assert.False(await backend.RefreshTtlAsync(Prefix, Minute, Token));
        Assert.False(backend.MarkStale(Prefix, Minute));
    }

    [Fact]
    public async Task Delete_Removes()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), null);
        Assert.True(backend.Exists(Prefix));
        Assert.True(await backend.DeleteAsync(Prefix, Token));
        Assert.False(await backend.ExistsAsync(Prefix, Token));
    }

    [Fact]
    public async Task Entry_IsAnOrdinaryOneForOtherClients()
    {
        var backend = Own();
        await backend.SetAsync(Prefix + "k", Bytes("value"), TimeSpan.FromSeconds(100), Token);
        Assert.Equal([$"VALUE {Prefix}k 0 5", "value"], await fixture.Server.AskAsync($"get {Prefix}k", Token));

        await fixture.Server.AskAsync($"set {Prefix}o 17 50 2\r\nhi", Token);
        using var value = backend.Get(Prefix + "o");
        Assert.Equal("hi", TextOf(value));
        Assert.InRange(value.Remaining!.Value.TotalSeconds, 45, 50);
    }

    [Theory]
    [InlineData(0.02, 1)]
    [InlineData(1.5, 2)]
    [InlineData(2, 2)]
    [InlineData(2_592_000, 2_592_000)]
    [InlineData(2_592_001, 2_592_000)]
    [InlineData(315_360_000, 2_592_000)]
    public void Life_IsRoundedUp_AndAtMost30Days(double seconds, int expected) =>
        Assert.Equal(expected, MemcachedTtl.Seconds(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void VeryLongLives_AreThirtyDays_NotAPointInThePast()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), TimeSpan.FromDays(400));
        Assert.InRange(backend.GetTtl(Prefix)!.Value.TotalSeconds, 2_591_990, 2_592_000);
        Assert.True(backend.RefreshTtl(Prefix, TimeSpan.MaxValue));
        Assert.InRange(backend.GetTtl(Prefix)!.Value.TotalSeconds, 2_591_990, 2_592_000);
    }

    [Fact]
    public async Task ShortLife_Ends()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), TimeSpan.FromMilliseconds(20));
        await Until(async () => !(await backend.GetAsync(Prefix, Token)).Found);
        Assert.Null(backend.GetTtl(Prefix));
    }

    [Fact]
    public async Task ReportedLife_IsNeverLongerThanTheRealOne()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), TimeSpan.FromSeconds(2));
        var promisedUntil = 0L;
        while (true)
        {
            var asked = Environment.TickCount64;
            using var value = backend.Get(Prefix);
            if (!value.Found)
            {
                break;
            }

            Assert.InRange(value.Remaining!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            promisedUntil = Math.Max(promisedUntil, asked + (long)value.Remaining.Value.TotalMilliseconds);
            await Task.Delay(20, Token);
        }

        Assert.InRange(promisedUntil, 1, Environment.TickCount64);
    }

    [Fact]
    public async Task RefreshTtl_GivesANewLife_AndKeepsTheValue()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), TimeSpan.FromSeconds(10));
        Assert.True(backend.RefreshTtl(Prefix, TimeSpan.FromSeconds(1000)));
        Assert.InRange(backend.GetTtl(Prefix)!.Value.TotalSeconds, 990, 1000);
        Assert.True(await backend.RefreshTtlAsync(Prefix, TimeSpan.FromSeconds(500), Token));
        Assert.InRange((await backend.GetTtlAsync(Prefix, Token))!.Value.TotalSeconds, 490, 500);
        Assert.Equal("v", TextOf(backend.Get(Prefix)));
    }

    [Fact]
    public void GetTtl_OfAnEntryWithoutEnd_IsNull()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), null);
        Assert.Null(backend.GetTtl(Prefix));
        Assert.True(backend.Exists(Prefix));
    }

    [Theory]
    [InlineData(250)]
    [InlineData(100)]
    public void Key_OfUpTo250Bytes_IsTaken(int length)
    {
        var backend = Own();
        var key = Prefix.PadRight(length, 'k');
        backend.Set(key, Bytes("v"), Minute);
        Assert.Equal("v", TextOf(backend.Get(key)));
    }

    [Fact]
    public void KeyBeyondAscii_IsTaken()
    {
        var backend = Own();
        var key = Prefix + "größe:日本:🙂";
        backend.Set(key, Bytes("v"), Minute);
        Assert.Equal("v", TextOf(backend.Get(key)));
    }

    [Fact]
    public async Task KeyThatMemcachedCannotTake_IsRefused_WithAWayOut_AndWithoutTheKey()
    {
        var backend = Own(options => options.KeyPrefix = "p:");
        foreach (var (key, text) in new[]
        {
            (new string('k', 249), "more than 250 bytes"), (new string('ü', 125), "more than 250 bytes"), ("a secret", "white space or a control character"),
            ("a\nsecret", "control character"), ("a\u007fsecret", "control character"), ("secret\ud800", "not well-formed"),
        })
        {
            foreach (var call in new Func<Task>[]
            {
                () => Task.Run(() => backend.Get(key)), () => backend.GetAsync(key, Token).AsTask(), () => backend.SetAsync(key, default, null, Token).AsTask(),
                () => backend.DeleteAsync(key, Token).AsTask(), () => backend.GetManyAsync(["fine", key], Token).AsTask(), () => backend.TryAcquireLockAsync(key, Minute, Token).AsTask(),
            })
            {
                var exception = await Assert.ThrowsAsync<CacheBackendException>(call);
                Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
                Assert.Contains(text, exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
            }
        }

        // The suffix counts.
        Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.TryAcquireLock(new string('k', 247), Minute)).Kind);
        backend.Set("fine" + Prefix, Bytes("v"), Minute);
    }

    [Fact]
    public void WrongArguments_AreArgumentErrors()
    {
        var backend = Own();
        Assert.ThrowsAny<ArgumentException>(() => backend.Get(null!));
        Assert.ThrowsAny<ArgumentException>(() => backend.Set("", default, null));
        Assert.ThrowsAny<ArgumentException>(() => backend.Set(Prefix, default, TimeSpan.Zero));
        Assert.ThrowsAny<ArgumentException>(() => backend.Set(Prefix, default, TimeSpan.FromSeconds(-1)));
        Assert.ThrowsAny<ArgumentException>(() => backend.Set(Prefix, default, Minute, TimeSpan.FromSeconds(-1)));
        Assert.ThrowsAny<ArgumentException>(() => backend.RefreshTtl(Prefix, TimeSpan.Zero));
        Assert.ThrowsAny<ArgumentException>(() => backend.TryAcquireLock(Prefix, TimeSpan.Zero));
    }

    [Fact]
    public async Task KeyPrefix_StandsBeforeAllKeys()
    {
        var backend = Own(options => options.KeyPrefix = Prefix);
        Assert.Equal(Prefix, ((IKeyPrefixCacheBackend)backend).KeyPrefix);
        backend.Set("k", Bytes("v"), Minute);
        Assert.NotNull(await backend.TryAcquireLockAsync("k", Minute, Token));
        Assert.Equal([$"VALUE {Prefix}k 0 1", "v"], await fixture.Server.AskAsync($"get {Prefix}k", Token));
        Assert.StartsWith($"VALUE {Prefix}k:lock 0 ", (await fixture.Server.AskAsync($"get {Prefix}k:lock", Token))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ValueAboveTheLimit_IsRefused_AndSaysWhichSettings()
    {
        var backend = Own(options => options.MaxItemSizeBytes = 1000);
        backend.Set(Prefix, new byte[1000], Minute);
        var exception = Assert.Throws<CacheBackendException>(() => backend.Set(Prefix, new byte[1001], Minute));
        Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
        Assert.Contains("CACHEKIT_MEMCACHED_MAX_ITEM_SIZE_BYTES", exception.Message, StringComparison.Ordinal);
        Assert.Contains("-I", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValueLargerThanAnyServerTakes_IsPermanent()
    {
        var backend = Own(options => options.MaxItemSizeBytes = 0);
        using var endless = new EndlessMemory();
        var failure = await Assert.ThrowsAsync<CacheBackendException>(() => backend.SetAsync(Prefix, endless.Memory, Minute, Token).AsTask());
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("no memcached takes more than 1073741824", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValueTooLargeForTheServer_IsPermanent_AndTheConnectionGoesOn()
    {
        var backend = Own(options => options.MaxItemSizeBytes = 0);
        backend.Set(Prefix + "small", Bytes("v"), Minute);
        var exception = await Assert.ThrowsAsync<CacheBackendException>(() => backend.SetAsync(Prefix, new byte[3_000_000], Minute, Token).AsTask());
        Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
        Assert.True(exception.IsValueTooLarge);
        Assert.Contains("-I", exception.Message, StringComparison.Ordinal);
        Assert.Equal("v", TextOf(backend.Get(Prefix + "small")));
        Assert.Equal(1, backend.Servers[0].ConnectionCount);
    }

    [Fact]
    public async Task ServerWithoutMemory_IsTransient()
    {
        await using var server = await StartAsync(new MemcachedServerOptions { MemoryMb = 4, ItemSize = "1m", Arguments = ["-M"] });
        var backend = Backend(server.Address);
        CacheBackendException? failure = null;
        for (var i = 0; i < 500 && failure is null; i++)
        {
            try
            {
                backend.Set(Prefix + i.ToString(CultureInfo.InvariantCulture), new byte[100_000], Minute);
            }
            catch (CacheBackendException exception)
            {
                failure = exception;
            }
        }

        Assert.Equal(BackendErrorKind.Transient, failure!.Kind);
        Assert.Contains("out of memory", failure.Message, StringComparison.Ordinal);
        Assert.True(backend.Get(Prefix + "0").Found);
    }

    [Fact]
    public async Task Batches_AnswerInOrder()
    {
        var backend = Own();
        var keys = Enumerable.Range(0, 3000).Select(i => Prefix + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        await backend.SetManyAsync([.. keys.Where((_, i) => i % 2 == 0).Select(key => new BackendEntry(key, Bytes(key), Minute))], Token);
        backend.SetMany([new BackendEntry(keys[0], Bytes("first"), null), new BackendEntry(keys[0], Bytes("last"), null)]);
        foreach (var values in new[] { await backend.GetManyAsync(keys, Token), backend.GetMany(keys) })
        {
            Assert.Equal(keys.Length, values.Length);
            for (var i = 0; i < keys.Length; i++)
            {
                Assert.Equal(i % 2 == 0, values[i].Found);
                Assert.Equal(i % 2 != 0 ? "" : i == 0 ? "last" : keys[i], TextOf(values[i]));
            }
        }

        Assert.Equal(750, await backend.DeleteManyAsync(keys[..1500], Token));
        Assert.Equal(750, backend.DeleteMany(keys));
        Assert.Equal(0, backend.DeleteMany([]));
        Assert.Empty(backend.GetMany([]));
    }

    [Fact]
    public async Task Health_TellsVersionAndServers()
    {
        var backend = Backend([fixture.Server.Address, "127.0.0.1:1"], options => options.RetryAttempts = 0);
        await KindOf(() => Task.Run(() => backend.Get(KeyOf(backend, "127.0.0.1:1", Prefix))));
        var health = await backend.CheckHealthAsync(Token);
        Assert.True(health.IsHealthy, health.Error?.ToString());
        Assert.Equal("memcached", health.Details["backend_type"]);
        Assert.True((double)health.Details["latency_ms"] > 0);
        Assert.Matches(@"^\d+\.\d+", (string)health.Details["version"]);
        Assert.Equal(fixture.Server.Address, health.Details["servers_up"]);
        Assert.Equal("127.0.0.1:1", health.Details["servers_down"]);
    }

    [Fact]
    public async Task Health_OfAServerThatIsNotThere_IsAnOutcome()
    {
        var health = await Backend("127.0.0.1:1").CheckHealthAsync(Token);
        Assert.False(health.IsHealthy);
        Assert.IsType<CacheBackendException>(health.Error);
        Assert.Equal(-1d, health.Details["latency_ms"]);
    }

    [Fact]
    public async Task DisposedBackend_SaysSo()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), Minute);
        await backend.DisposeAsync();
        backend.Dispose();
        Assert.Throws<ObjectDisposedException>(() => backend.Get(Prefix));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await backend.SetAsync(Prefix, default, null, Token));
    }

    [Fact]
    public async Task ManyCallers_EachGetTheirOwnAnswers()
    {
        var backend = Own();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            var key = Prefix + caller.ToString(CultureInfo.InvariantCulture);
            for (var i = 0; i < 30; i++)
            {
                var bytes = new byte[random.Next(0, 20_000)];
                random.NextBytes(bytes);
                if (caller % 3 == 0)
                {
                    backend.Set(key, bytes, Minute);
                }
                else
                {
                    await backend.SetAsync(key, bytes, Minute, Token);
                }

                using var value = caller % 5 == 0 ? backend.Get(key) : await backend.GetAsync(key, Token);
                Assert.True(value.Bytes.Span.SequenceEqual(bytes));
            }
        }, Token)));
        Assert.InRange(backend.Servers[0].ConnectionCount, 1, 10);
    }

    [Fact]
    public async Task Connections_AreNeverMoreThanAllowed()
    {
        var backend = Own(options => options.MaxPoolSize = 2);
        await backend.SetAsync(Prefix, new byte[1000], Minute, Token);
        var most = 0;
        for (var round = 0; round < 5; round++)
        {
            var gets = Enumerable.Range(0, 3000).Select(_ => backend.GetAsync(Prefix, Token).AsTask()).ToArray();
            most = Math.Max(most, backend.Servers[0].ConnectionCount);
            foreach (var value in await Task.WhenAll(gets))
            {
                Assert.True(value.Found);
                value.Dispose();
            }
        }

        Assert.Equal(2, most);
    }
}
