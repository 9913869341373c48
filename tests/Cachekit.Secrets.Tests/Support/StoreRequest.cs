namespace Cachekit.Secrets.Tests.Support;

/// <summary>A request as a <see cref="StoreServer"/> got it.</summary>
internal sealed record StoreRequest(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => PathAndQuery.Split('?')[0];

    /// <summary>The value of a header; empty where it was not sent.</summary>
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}
