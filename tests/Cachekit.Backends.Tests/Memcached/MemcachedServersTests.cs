using System.Globalization;
using Cachekit.TestSupport.Servers;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedServersTests : MemcachedTestBase
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task KilledServer_IsTriedTwice_ThenLeftOut_AndComesBackAfterAMinute()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var (time, log) = (new FakeTimeProvider(), new LogRecorder());
        var backend = Backend([one.Address, two.Address], BePatient, time, log);
        var key = KeyOf(backend, two.Address, Prefix);
        var other = KeyOf(backend, one.Address, Prefix);
        backend.Set(key, Bytes("v"), Minute);
        backend.Set(other, Bytes("v"), Minute);
        await two.KillAsync();

        // Its keys have no other place yet.
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetAsync(key, Token).AsTask()));
        var node = backend.Servers.Single(server => server.Name == two.Address);
        Assert.Equal(MemcachedNodeState.Failing, node.State);
        Assert.Equal("v", TextOf(backend.Get(other)));

        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.Equal(MemcachedNodeState.Failing, node.State);
            time.Advance(Second);
            var expected = attempt + 1;
            await Until(() => Task.FromResult(node.Attempts == expected));
        }

        // The attempt is counted before the server is left out.
        await Until(() => Task.FromResult(log.Ids.Contains(1351)));
        Assert.Equal(MemcachedNodeState.LeftOut, node.State);
        Assert.Equal(1, log.Count(1350, LogLevel.Warning));
        Assert.Equal(1, log.Count(1351, LogLevel.Warning));
        Assert.Equal(one.Address, backend.ServerOf(Bytes(key)).Name);
        Assert.False(backend.Get(key).Found);
        backend.Set(key, Bytes("elsewhere"), Minute);
        Assert.Equal("elsewhere", TextOf(backend.Get(key)));
        Assert.Equal("v", TextOf(backend.Get(other)));

        // It comes back by itself even if it does not answer: as in the Python SDK.
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(one.Address, backend.ServerOf(Bytes(key)).Name);
        time.Advance(Second);
        Assert.Equal(two.Address, backend.ServerOf(Bytes(key)).Name);
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetAsync(key, Token).AsTask()));
    }

    [Fact]
    public async Task LeftOutServerThatAnswersAgain_IsBackAtOnce()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var (time, log) = (new FakeTimeProvider(), new LogRecorder());
        var backend = Backend([one.Address, two.Address], options => options.RetryAttempts = 0, time, log);
        var key = KeyOf(backend, two.Address, Prefix);
        await two.KillAsync();
        await Until(async () =>
        {
            // A first one may time out before a busy machine has found out that there is no server.
            await KindOf(async () => (await backend.GetAsync(key, Token)).Dispose());
            return backend.ServerOf(Bytes(key)).Name == one.Address;
        });

        await two.StartAgainAsync();
        await Until(() =>
        {
            // One attempt may be too late on a busy machine; another one follows after a second.
            time.Advance(Second);
            return Task.FromResult(backend.ServerOf(Bytes(key)).Name == two.Address);
        });
        backend.Set(key, Bytes("v"), Minute);
        Assert.Equal("v", TextOf(backend.Get(key)));
        Assert.Contains(1352, log.Ids);
    }

    [Fact]
    public async Task FrozenServer_CostsOneTimeOut_ThenItsKeysGoElsewhere_AndItComesBackSoon()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var backend = Backend([one.Address, two.Address], options => options.Timeout = TimeSpan.FromMilliseconds(200));
        var key = KeyOf(backend, two.Address, Prefix);
        Backend([one.Address, two.Address], BePatient).Set(key, Bytes("v"), Minute);
        two.Freeze();
        Assert.Equal(BackendErrorKind.Timeout, await KindOf(() => backend.GetAsync(key, Token).AsTask()));
        await Until(async () => await KindOf(async () => (await backend.GetAsync(key, Token)).Dispose()) is null);
        Assert.Equal(one.Address, backend.ServerOf(Bytes(key)).Name);
        two.Resume();
        await Until(() => Task.FromResult(backend.ServerOf(Bytes(key)).Name == two.Address));
        var found = "";
        await Until(async () => await KindOf(async () => found = TextOf(await backend.GetAsync(key, Token))) is null);
        Assert.Equal("v", found);
    }

    [Fact]
    public async Task SingleServer_IsNeverLeftOut()
    {
        await using var server = await StartAsync();
        var (time, log) = (new FakeTimeProvider(), new LogRecorder());
        var backend = Backend(server.Address, BePatient, time, log);
        backend.Set(Prefix, Bytes("v"), Minute);
        await server.KillAsync();
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetAsync(Prefix, Token).AsTask()));
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            time.Advance(Second);
            var expected = attempt;
            await Until(() => Task.FromResult(backend.Servers[0].Attempts == expected));
        }

        Assert.Equal(MemcachedNodeState.Failing, backend.Servers[0].State);
        Assert.DoesNotContain(1351, log.Ids);
        await server.StartAgainAsync();
        await Until(() =>
        {
            time.Advance(Second);
            return Task.FromResult(backend.Servers[0].State == MemcachedNodeState.Up);
        });
        backend.Set(Prefix, Bytes("v"), Minute);
    }

    [Fact]
    public async Task AllServersGone_FailFast()
    {
        var backend = Backend(["127.0.0.1:1", "127.0.0.1:2"], options =>
        {
            BePatient(options);
            options.RetryAttempts = 0;
        });
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetAsync(Prefix + i.ToString(CultureInfo.InvariantCulture), Token).AsTask()));
        }
    }

    [Fact]
    public async Task Batches_GoToAllServers_AndFailWhenOneIsGone()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var backend = Backend([one.Address, two.Address], BePatient);
        var keys = Enumerable.Range(0, 200).Select(i => Prefix + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        await backend.SetManyAsync([.. keys.Select(key => new BackendEntry(key, Bytes(key), Minute))], Token);
        var values = backend.GetMany(keys);
        Assert.Equal(keys, values.Select(TextOf));
        Assert.DoesNotContain("STAT curr_items 0", await one.AskAsync("stats", Token));
        Assert.DoesNotContain("STAT curr_items 0", await two.AskAsync("stats", Token));

        await two.KillAsync();
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetManyAsync(keys, Token).AsTask()));
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => Task.Run(() => backend.DeleteMany(keys))));
        Assert.Equal("STAT curr_items 0", (await one.AskAsync("stats", Token)).Single(line => line.StartsWith("STAT curr_items", StringComparison.Ordinal)));
    }
}
