using System.Net;
using System.Text;

namespace Cachekit.Backends;

/// <summary>The address of the API, after all rules for it have been kept.</summary>
/// <param name="Prefix">What stands before the path of every request: scheme, host, port, and the path of the API when it has one.</param>
/// <param name="Host">The host, for messages.</param>
internal sealed record ApiEndpoint(string Prefix, string Host)
{
    public const string Default = "https://api.cachekit.io";

    private const string Guide = "The guide to the HTTP backend says how to use a server of your own";

    private static readonly string[] KnownHosts = ["api.cachekit.io", "api.staging.cachekit.io"];

    /// <summary>Reads a URL, or says which rule it breaks. No message shows what could hold a secret, or how to lift a rule.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="allowCustomHost">Whether hosts are allowed that do not belong to the service.</param>
    /// <param name="allowPrivateNetwork">Whether addresses are allowed that are not public.</param>
    /// <param name="problem">What is wrong with the URL and what to write instead, as the end of a sentence that begins with its name.</param>
    public static ApiEndpoint? Parse(string? url, bool allowCustomHost, bool allowPrivateNetwork, out string problem)
    {
        problem = "";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.IsFile && !url!.StartsWith("file:", StringComparison.OrdinalIgnoreCase)))
        {
            problem = "is not a URL: write the address of the API, for example https://cache.example.com";
            return null;
        }

        problem = Refuse(uri, allowCustomHost, allowPrivateNetwork);
        return problem.Length > 0 ? null : new ApiEndpoint(uri.GetLeftPart(UriPartial.Authority) + uri.AbsolutePath.TrimEnd('/'), uri.Host);
    }

    private static string Refuse(Uri uri, bool allowCustomHost, bool allowPrivateNetwork)
    {
        if (uri.Scheme != Uri.UriSchemeHttps)
        {
            return "does not begin with https://: the API key and the values travel encrypted only";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "has a user name or a password in it: remove what stands before the @; the API key is the only credential";
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return "has a query or a fragment: remove everything from the ? or the # on";
        }

        // Numbers in other notations have become usual addresses here. What looks like digits and is not could become one later, or stay a name: both
        // depend on the system.
        var host = uri.IdnHost;
        if (!Ascii.IsValid(uri.Host))
        {
            return "has a host with characters beyond ASCII: write it as name services know it (xn--...)";
        }

        if (host.Length == 0 || host.EndsWith('.'))
        {
            return "has no host, or one that ends with a dot: write the host's plain name";
        }

        if (!allowPrivateNetwork && (PublicAddresses.IsLocalName(host) || (IPAddress.TryParse(host, out var address) && !PublicAddresses.Contains(address))))
        {
            return $"leads to this machine or into a private network (host '{host}'): the address of the API must be public. {Guide}";
        }

        return allowCustomHost || KnownHosts.Contains(host, StringComparer.OrdinalIgnoreCase)
            ? ""
            : $"has the host '{host}', which does not belong to the CacheKit service. {Guide}";
    }
}
