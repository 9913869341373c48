using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What a login works with.</summary>
internal sealed record VaultLoginContext(IVaultClient Client, VaultOptions Options, string Store, ILogger Logger)
{
    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();
}
