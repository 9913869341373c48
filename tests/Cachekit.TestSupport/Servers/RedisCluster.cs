using System.Globalization;
using System.Text;

namespace Cachekit.TestSupport.Servers;

/// <summary>A real Redis cluster of three masters, on demand with a replica each.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int MasterCount = 3;
    private const int SlotCount = 16384;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly List<RedisServer> _nodes = [];

    private RedisCluster()
    {
    }

    public IReadOnlyList<RedisServer> Masters => [.. _nodes.Take(MasterCount)];

    /// <summary>The replica of each master, in the same order; empty without replicas.</summary>
    public IReadOnlyList<RedisServer> Replicas => [.. _nodes.Skip(MasterCount)];

    /// <summary>Starts the nodes and forms the cluster; it serves all slots then.</summary>
    /// <param name="replicas">Whether each master has a replica.</param>
    /// <param name="node">What the nodes have in common, such as a password in <c>Arguments</c>; <see langword="null"/> for nothing.</param>
    public static async Task<RedisCluster> StartAsync(bool replicas = false, RedisServerOptions? node = null)
    {
        var options = (node ?? new RedisServerOptions()) with { Cluster = true };
        var cluster = new RedisCluster();
        try
        {
            for (var i = 0; i < (replicas ? 2 : 1) * MasterCount; i++)
            {
                cluster._nodes.Add(await RedisServer.StartAsync(options));
            }

            await cluster.FormAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes all entries.</summary>
    public Task FlushAsync() => Task.WhenAll(Masters.Select(static master => master.FlushAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task FormAsync()
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            // Nodes of one epoch would have to settle first who is older.
            await _nodes[i].AskAsync("CLUSTER", "SET-CONFIG-EPOCH", Number(i + 1));
            if (i > 0)
            {
                await _nodes[i].AskAsync("CLUSTER", "MEET", "127.0.0.1", Number(_nodes[0].Port), Number(_nodes[0].BusPort));
            }
        }

        for (var i = 0; i < MasterCount; i++)
        {
            await _nodes[i].AskAsync("CLUSTER", "ADDSLOTSRANGE", Number(SlotCount * i / MasterCount), Number((SlotCount * (i + 1) / MasterCount) - 1));
        }

        using var deadline = new CancellationTokenSource(Patience);
        var everybody = $"cluster_known_nodes:{Number(_nodes.Count)}\r\n";
        await UntilAllAsync(_nodes, info => info.Contains(everybody, StringComparison.Ordinal), deadline.Token, "CLUSTER", "INFO");
        for (var i = MasterCount; i < _nodes.Count; i++)
        {
            var master = Text(await _nodes[i - MasterCount].AskAsync("CLUSTER", "MYID"));
            await _nodes[i].AskAsync("CLUSTER", "REPLICATE", master);
        }

        await UntilAllAsync(_nodes, static info => info.Contains("cluster_state:ok", StringComparison.Ordinal), deadline.Token, "CLUSTER", "INFO");
        await UntilAllAsync(Replicas, static info => info.Contains("master_link_status:up", StringComparison.Ordinal), deadline.Token, "INFO", "replication");

        // Clients ask any node where the replicas are.
        var slaves = _nodes.Count - MasterCount;
        await UntilAllAsync(_nodes, nodes => nodes.Split('\n').Count(static line => line.Contains("slave ", StringComparison.Ordinal)) == slaves, deadline.Token, "CLUSTER", "NODES");
    }

    private static async Task UntilAllAsync(IEnumerable<RedisServer> nodes, Func<string, bool> condition, CancellationToken deadline, params string[] question)
    {
        foreach (var node in nodes)
        {
            await using var connection = await node.ConnectAsync(deadline);
            while (!condition(await connection.TextAsync(question, deadline)))
            {
                await Task.Delay(Pause, deadline);
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(object? answer) => Encoding.ASCII.GetString((byte[])answer!);
}
