using System.Diagnostics;
using System.Text;
using Cachekit.Backends.Tests.Servers;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedPlacementTests : MemcachedTestBase
{
    private const string Python = "/usr/bin/python3";

    [Theory]
    [InlineData("hello", 0x248BFA47)]
    [InlineData("", 0)]
    public void Hash_IsMurmur3(string text, uint expected) => Assert.Equal(expected, Murmur3.Hash(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("user:1", 1042388813, 3851580965, 3305219123, "mc2")]
    [InlineData("user:2", 2505888143, 2377826667, 2843548156, "mc3")]
    [InlineData("user:3", 2394869458, 2869753862, 2695866566, "mc2")]
    [InlineData("ns:app:func:m.f:args:ab:1s", 1557583912, 173617805, 4172070339, "mc3")]
    public void Scores_AreThoseOfThePythonSdk(string key, uint one, uint two, uint three, string winner)
    {
        var bytes = Encoding.ASCII.GetBytes(key);
        Assert.Equal(one, new RendezvousNode("mc1:11211").Score(bytes));
        Assert.Equal(two, new RendezvousNode("mc2:11211").Score(bytes));
        Assert.Equal(three, new RendezvousNode("mc3:11211").Score(bytes));
        foreach (var servers in new string[][] { ["mc1:11211", "mc2:11211", "mc3:11211"], ["mc3:11211", "mc2:11211", "mc1:11211"] })
        {
            Assert.Equal(winner + ":11211", Backend(servers).ServerOf(bytes).Name);
        }
    }

    [Fact]
    public void Prefix_IsPartOfThePlace()
    {
        var backend = Backend(["mc1:11211", "mc2:11211", "mc3:11211"]);
        Assert.Equal("mc2:11211", backend.ServerOf("user:1"u8).Name);
        Assert.NotEqual(new RendezvousNode("mc1:11211").Score("user:1"u8), new RendezvousNode("mc1:11211").Score("p:user:1"u8));
    }

    [Fact]
    public void Tie_GoesToTheGreaterText()
    {
        var (less, greater) = (new RendezvousNode("mc1:11211"), new RendezvousNode("mc2:11211"));
        Assert.True(greater.Beats(5, less, 5));
        Assert.False(less.Beats(5, greater, 5));
        Assert.True(less.Beats(6, greater, 5));
    }

    [Fact]
    public void ServerNamedTwice_CountsOnce() => Assert.Single(Backend(["mc1:11211", " mc1:11211 "]).Servers);

    [Fact]
    public async Task EntriesOfBothSides_AreFoundByPythonsClient()
    {
        MemcachedFixture.Require();
        Assert.SkipUnless(await RunPython("import pymemcache") == 0, "There is no pymemcache (Debian: python3-pymemcache).");
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        await using var three = await StartAsync();
        var backend = Backend([one.Address, two.Address, three.Address]);
        for (var i = 0; i < 200; i++)
        {
            backend.Set($"ours:{i}", Bytes($"value {i}"), TimeSpan.FromMinutes(1));
        }

        var servers = string.Join(", ", new[] { one, two, three }.Select(server => $"('127.0.0.1', {server.Port})"));
        var code = await RunPython($"""
            from pymemcache.client.hash import HashClient
            client = HashClient([{servers}])
            for i in range(200):
                assert client.get('ours:%d' % i) == b'value %d' % i, i
                assert client.set('theirs:%d' % i, b'py %d' % i, expire=60, noreply=False)
            """);
        Assert.Equal(0, code);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal($"py {i}", TextOf(backend.Get($"theirs:{i}")));
        }

        // All of them have a part.
        foreach (var server in new[] { one, two, three })
        {
            Assert.DoesNotContain("STAT curr_items 0", await server.AskAsync("stats", Token));
        }
    }

    private static async Task<int> RunPython(string program)
    {
        if (!File.Exists(Python))
        {
            return -1;
        }

        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", program]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        TestContext.Current.SendDiagnosticMessage(errors);
        return process.ExitCode;
    }
}
