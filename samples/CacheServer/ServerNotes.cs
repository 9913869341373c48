namespace CacheServer;

/// <summary>Tells in the log how a program uses this server. Where the key is, not what it is: logs are read by many.</summary>
internal static partial class ServerNotes
{
    public static void Write(ILogger logger, ICollection<string> urls, DevelopmentCertificate? certificate, DevelopmentKey? key)
    {
        if (certificate is not null)
        {
            Certificate(logger, certificate.PemPath);
        }

        if (key is not null)
        {
            Key(logger, key.FilePath);
        }

        var lines = new List<string> { $"CACHEKIT_API_URL={urls.FirstOrDefault()}", "CACHEKIT_ALLOW_CUSTOM_HOST=true", "CACHEKIT_ALLOW_PRIVATE_NETWORK=true" };
        if (certificate is not null)
        {
            lines.Add($"CACHEKIT_TRUSTED_CERTIFICATE_FILE={certificate.PemPath}");
        }

        lines.Add(key is null ? "CACHEKIT_API_KEY=<one of your keys>" : $"CACHEKIT_API_KEY=$(cat {key.FilePath})");
        Usage(logger, string.Join(Environment.NewLine, lines.Select(line => $"export {line}")));
    }

    [LoggerMessage(1, LogLevel.Information, "The certificate of this server, for clients to trust: {Path}")]
    private static partial void Certificate(ILogger logger, string path);

    [LoggerMessage(2, LogLevel.Information, "The development key of this server, because no keys are configured: {Path}")]
    private static partial void Key(ILogger logger, string path);

    [LoggerMessage(3, LogLevel.Information, "Let a program use this server with:\n{Lines}")]
    private static partial void Usage(ILogger logger, string lines);
}
