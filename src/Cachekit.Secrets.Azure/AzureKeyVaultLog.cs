using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What the store of Azure Key Vault logs: names, never values.</summary>
internal static partial class AzureKeyVaultLog
{
    [LoggerMessage(3050, LogLevel.Debug, "{Store} was listed: {Listed} secrets, {Read} of them read, {Kept} unchanged")]
    public static partial void Listed(ILogger logger, string store, int listed, int read, int kept);

    [LoggerMessage(3051, LogLevel.Debug, "{Store}: the secret {Name} is left out: it is {Reason}")]
    public static partial void Skipped(ILogger logger, string store, string name, string reason);
}
