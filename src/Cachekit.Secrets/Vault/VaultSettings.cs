using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Cachekit.Backends;

namespace Cachekit.Secrets;

/// <summary>What of <see cref="VaultOptions"/> can also stand in variables.</summary>
internal static class VaultSettings
{
    public const string AddressVariable = "VAULT_ADDR";
    public const string TokenVariable = "VAULT_TOKEN";
    public const string NamespaceVariable = "VAULT_NAMESPACE";
    public const string CaCertificateVariable = "VAULT_CACERT";

    public static Uri? AddressOf(VaultOptions options) =>
        options.Address ?? (Uri.TryCreate(Of(options, AddressVariable), UriKind.Absolute, out var address) ? address : null);

    public static string? NamespaceOf(VaultOptions options) => options.Namespace ?? Of(options, NamespaceVariable);

    public static string? CaCertificateFileOf(VaultOptions options) => options.CaCertificateFile ?? Of(options, CaCertificateVariable);

    public static string? Of(VaultOptions options, string variable) => options.Variable(variable) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>How requests are sent: as the options say, and with the certificates of <see cref="VaultOptions.CaCertificateFile"/>.</summary>
    public static StoreHttpOptions HttpOf(VaultOptions options)
    {
        if (options.Http.HandlerFactory is not null || CaCertificateFileOf(options) is not { } file)
        {
            return options.Http;
        }

        return new StoreHttpOptions
        {
            RequestTimeout = options.Http.RequestTimeout,
            Retries = options.Http.Retries,
            RetryDelay = options.Http.RetryDelay,
            MaxRetryDelay = options.Http.MaxRetryDelay,
            HandlerFactory = () =>
            {
                var roots = new X509Certificate2Collection();
                roots.ImportFromPemFile(file);
                return new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                    SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = new TrustedRoots(roots).Validate },
                };
            },
        };
    }
}
