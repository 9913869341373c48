using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Cachekit.AspNetCore;

/// <summary>The API keys of the options. When their configuration changes, the new ones hold at once; wrong ones are logged, and the old ones stay.</summary>
internal sealed class ConfiguredKeyStore : ICacheServerKeyStore, IDisposable
{
    private readonly IOptionsFactory<CachekitServerOptions> _factory;
    private readonly ILogger _logger;
    private readonly object _reload = new();
    private readonly IDisposable _changes;
    private volatile KeyTable _keys;

    public ConfiguredKeyStore(
        CachekitServerOptions options, IOptionsFactory<CachekitServerOptions> factory, IConfiguration configuration, ILogger<ConfiguredKeyStore> logger)
    {
        _factory = factory;
        _logger = logger;
        _keys = new KeyTable(options.Keys);
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public ValueTask<CacheServerKey?> FindAsync(ReadOnlyMemory<byte> keySha256, CancellationToken cancellationToken) =>
        new(_keys.Find(keySha256.Span));

    public void Dispose() => _changes.Dispose();

    private void Reload()
    {
        // Of two reloads at a time the later one reads last and wins, or a revoked key could come back.
        lock (_reload)
        {
            try
            {
                var keys = new KeyTable(_factory.Create(Options.DefaultName).Keys);
                if (!keys.IsSameAs(_keys))
                {
                    _keys = keys;
                    ServerLog.KeysReloaded(_logger, keys.Count);
                }
            }
            catch (OptionsValidationException exception)
            {
                ServerLog.KeysNotReloaded(_logger, exception);
            }
        }
    }
}
