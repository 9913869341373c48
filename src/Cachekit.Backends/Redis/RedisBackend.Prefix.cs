using System.Text;
using StackExchange.Redis;

namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    private const int ScanPage = 1000;

    /// <inheritdoc/>
    public long DeleteByPrefix(string prefix)
    {
        var pattern = PatternOf(prefix);
        var link = _links.Get(RedisOperation.Scan);
        long deleted = 0;
        if (link.IsCluster)
        {
            foreach (var page in Masters(link).SelectMany(server => PagesOf(link, server, pattern)))
            {
                deleted += link.Call(RedisOperation.Delete, page, static (l, k) => l.DeleteManyAsync(k, CancellationToken.None).AsTask());
            }

            return deleted;
        }

        RedisValue cursor = "0";
        do
        {
            (cursor, var keys) = PageOf(link.Call(RedisOperation.Scan, (cursor, pattern), static (l, a) => l.Database.ExecuteAsync("SCAN", ScanArguments(a.cursor, a.pattern), CommandFlags.DemandMaster)));
            deleted += link.Call(RedisOperation.Delete, keys, static (l, k) => l.DeleteManyAsync(k, CancellationToken.None).AsTask());
        }
        while (cursor != "0");
        return deleted;
    }

    /// <inheritdoc/>
    public async ValueTask<long> DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken = default)
    {
        var pattern = PatternOf(prefix);
        cancellationToken.ThrowIfCancellationRequested();
        var link = await _links.GetAsync(RedisOperation.Scan, cancellationToken).ConfigureAwait(false);
        if (link.IsCluster)
        {
            // The client of this version walks through one node of a cluster only synchronously.
            return await Task.Run(() => DeleteByPrefix(prefix), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        long deleted = 0;
        RedisValue cursor = "0";
        do
        {
            var answer = await link.CallAsync(
                RedisOperation.Scan,
                (cursor, pattern),
                static (l, a) => l.Database.ExecuteAsync("SCAN", ScanArguments(a.cursor, a.pattern), CommandFlags.DemandMaster),
                cancellationToken).ConfigureAwait(false);
            (cursor, var keys) = PageOf(answer);
            deleted += await link.DeleteManyAsync(keys, cancellationToken).ConfigureAwait(false);
        }
        while (cursor != "0");
        return deleted;
    }

    private byte[] PatternOf(string prefix)
    {
        KeyOf(prefix, RedisOperation.Scan);
        var pattern = new StringBuilder();
        foreach (var c in _options.KeyPrefix + prefix)
        {
            if (c is '*' or '?' or '[' or ']' or '\\' or '^' or '-')
            {
                pattern.Append('\\');
            }

            pattern.Append(c);
        }

        return StrictUtf8.GetBytes(pattern.Append('*').ToString());
    }

    private static object[] ScanArguments(RedisValue cursor, byte[] pattern) => [cursor, "MATCH", pattern, "COUNT", ScanPage];

    private static (RedisValue Cursor, RedisKey[] Keys) PageOf(RedisResult answer)
    {
        var parts = (RedisResult[])answer!;
        return ((RedisValue)(string?)parts[0], (RedisKey[])parts[1]!);
    }

    /// <summary>All nodes that have entries of their own. Where one of them is missing its entries would stay, and nobody would know.</summary>
    private static List<IServer> Masters(RedisLink link)
    {
        var servers = link.Connection.GetEndPoints().Select(endPoint => link.Connection.GetServer(endPoint)).Where(static server => server.IsConnected).ToList();

        // 2.x and 3.x have another name for IsSlave beside this one.
        var masters = servers.Select(static server => server.ClusterConfiguration).FirstOrDefault(static nodes => nodes is not null) is { } cluster
            ? cluster.Nodes.Where(static node => !node.IsSlave && node.Slots.Count > 0).Select(node => servers.Find(server => server.EndPoint.Equals(node.EndPoint))).ToList()
            : servers.Where(static server => !server.IsSlave).ToList<IServer?>();
        return masters.Count > 0 && !masters.Contains(null) ? masters.ConvertAll(static server => server!) : throw link.NotConnected(RedisOperation.Scan);
    }

    private IEnumerable<RedisKey[]> PagesOf(RedisLink link, IServer server, byte[] pattern)
    {
        if (!server.Features.Scan)
        {
            throw new CacheBackendException(
                BackendErrorKind.Permanent,
                "The Redis backend could not look for the entries of a prefix: the server has no SCAN, and KEYS would keep all others waiting.");
        }

        using var keys = server.Keys(_options.Database ?? 0, pattern, ScanPage, 0L, 0, CommandFlags.None).Chunk(ScanPage).GetEnumerator();
        while (Next(link, keys))
        {
            yield return keys.Current;
        }
    }

    private static bool Next(RedisLink link, IEnumerator<RedisKey[]> keys)
    {
        try
        {
            return keys.MoveNext();
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            throw link.Translate(exception, RedisOperation.Scan);
        }
    }
}
