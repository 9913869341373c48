using System.Net;

namespace Cachekit.Secrets;

/// <summary>Which addresses secrets and tokens may travel to.</summary>
internal static class CloudAddress
{
    public const string Rule = "an absolute https address without user, query or fragment. Plain http is for this machine (localhost, 127.0.0.1, ::1) and for names without a dot, as containers of one network have";

    public static bool IsAllowed(Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && IsNear(address));

    /// <summary>Reads an address that a file or a variable names.</summary>
    /// <param name="text">The address.</param>
    /// <param name="where">Who names it, for the message.</param>
    /// <exception cref="SecretsException">It is not allowed.</exception>
    public static Uri Parse(string text, string where) => Uri.TryCreate(text, UriKind.Absolute, out var address) && IsAllowed(address)
        ? address
        : throw new SecretsException(SecretsErrorCode.InvalidInput, $"{where} is no address that secrets may travel to: write {Rule}.");

    /// <summary>Collects what is wrong with an address in the options.</summary>
    public static void CollectProblems(Uri? address, string option, List<string> problems)
    {
        if (address is not null && !IsAllowed(address))
        {
            problems.Add($"{option} is no address that secrets may travel to: write {Rule}.");
        }
    }

    private static bool IsNear(Uri address) => address.IsLoopback
        || address.HostNameType == UriHostNameType.Dns && !address.Host.Contains('.', StringComparison.Ordinal) && !IPAddress.TryParse(address.Host, out _);
}
