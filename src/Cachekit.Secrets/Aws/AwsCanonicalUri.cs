using System.Text;

namespace Cachekit.Secrets;

/// <summary>The path and the query of a request in the form that signatures have.</summary>
internal static class AwsCanonicalUri
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>The path. What is sent has been encoded once; the second time makes <c>%2525</c> of <c>%25</c>.</summary>
    public static string Path(string path, AwsSigningScope scope)
    {
        if (path.Length == 0)
        {
            return "/";
        }

        if (scope.IsS3)
        {
            return path;
        }

        return Encode(scope.KeepsDots ? path : WithoutDots(path), keepSlashes: true);
    }

    /// <summary>The query: names and values encoded anew, sorted by name and then by value, byte by byte.</summary>
    public static string Query(string query)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair =>
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            return (Name: Encode(Uri.UnescapeDataString(name), keepSlashes: false), Value: Encode(Uri.UnescapeDataString(value), keepSlashes: false));
        });
        return string.Join('&', pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));
    }

    // RFC 3986, 5.2.4, and repeated slashes are one.
    private static string WithoutDots(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                if (kept.Count > 0)
                {
                    kept.RemoveAt(kept.Count - 1);
                }
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        var endsOpen = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
        return "/" + string.Join('/', kept) + (endsOpen && kept.Count > 0 ? "/" : "");
    }

    private static string Encode(string text, bool keepSlashes)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            var letter = (char)value;
            if (Unreserved.Contains(letter, StringComparison.Ordinal) || keepSlashes && letter == '/')
            {
                encoded.Append(letter);
            }
            else
            {
                encoded.Append('%').Append(Convert.ToHexString([value]));
            }
        }

        return encoded.ToString();
    }
}
