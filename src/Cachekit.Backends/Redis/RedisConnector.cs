using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Makes the connections of a backend.</summary>
/// <param name="setup">Which server, and how.</param>
/// <param name="sweep">The clock of timeouts.</param>
/// <param name="logger">Where connections log.</param>
/// <param name="onSilence">Is told of a connection that only looks open.</param>
internal sealed class RedisConnector(RedisSetup setup, TimeoutSweep sweep, ILogger logger, Action<RedisLink> onSilence)
{
    /// <param name="ordered">Whether messages keep their order, which answers to calls need not.</param>
    public async Task<RedisLink> ConnectAsync(bool ordered = false)
    {
        var client = setup.Client!.Clone();
        setup.Options.ConfigureClient?.Invoke(client);
        var connection = await ConnectionMultiplexer.ConnectAsync(client).ConfigureAwait(false);

        // Texts of exceptions would repeat keys; and one caller's work shall not hold up the answers of others.
        connection.IncludeDetailInExceptions = false;
        connection.PreserveAsyncOrder = ordered;
        var link = new RedisLink(connection, owned: true, setup.Options, sweep, logger, onSilence);
        await link.LearnFailureAsync().ConfigureAwait(false);
        return link;
    }
}
