using Cachekit.TestSupport.Servers;

namespace Cachekit.Fleet.Tests;

public sealed class StampedeTests : IAsyncLifetime
{
    private const int Members = 8;

    private RedisServer _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed.");
        _server = await RedisServer.StartAsync();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    [Fact]
    public async Task EightProcessesWithAThousandCallersEach_RunTheBodyOnce()
    {
        var members = await StartAsync(bodyMilliseconds: 200);
        try
        {
            var outputs = await Task.WhenAll(members.Select(member => member.EndAsync(Ct)));

            Assert.Equal(1, outputs.Sum(lines => lines.Count(line => line == "body")));
            Assert.Single(outputs.Select(lines => lines.Single(line => line.StartsWith("answers ", StringComparison.Ordinal))).Distinct());
        }
        finally
        {
            await EndAsync(members);
        }
    }

    [Fact]
    public async Task HolderThatIsKilled_TheBodyRunsOnceMore()
    {
        // Long enough to kill the holder while its body runs.
        var members = await StartAsync(bodyMilliseconds: 4000);
        try
        {
            var lines = members.ToDictionary(member => member, member => member.ReadLineAsync(Ct));
            var first = await Task.WhenAny(lines.Values);
            var holder = lines.Single(pair => pair.Value == first).Key;
            Assert.Equal("body", await lines[holder]);
            holder.Kill();

            var others = members.Where(member => member != holder).ToArray();
            var bodies = 0;
            var answers = new HashSet<string>();
            foreach (var member in others)
            {
                List<string> said = [(await lines[member])!, .. await member.EndAsync(Ct)];
                bodies += said.Count(line => line == "body");
                answers.Add(said.Single(line => line.StartsWith("answers ", StringComparison.Ordinal)));
            }

            Assert.Equal(1, bodies);
            Assert.Single(answers);
        }
        finally
        {
            await EndAsync(members);
        }
    }

    private async Task<Member[]> StartAsync(int bodyMilliseconds)
    {
        var milliseconds = bodyMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var members = Enumerable.Range(0, Members).Select(_ => Member.Start("stampede", $"redis://{_server.Address}", "42", "1000", milliseconds)).ToArray();
        try
        {
            foreach (var member in members)
            {
                await member.UntilAsync("ready", Ct);
            }

            await Task.WhenAll(members.Select(member => member.GoAsync()));
            return members;
        }
        catch
        {
            await EndAsync(members);
            throw;
        }
    }

    private static async Task EndAsync(Member[] members)
    {
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }
}
