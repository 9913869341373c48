using System.Text;

namespace Cachekit.TestSupport;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The target of the request line, undecoded.</param>
/// <param name="Headers">The header fields in their order, one character per byte.</param>
public sealed record WireRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public byte[] Body { get; internal set; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The only value of a header, or <see langword="null"/>.</summary>
    public string? this[string name] => Headers.SingleOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public override string ToString() => $"{Method} {Target}";
}
