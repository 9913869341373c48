namespace Cachekit.Secrets;

/// <summary>The pages of a list; a server that sends the same token again would keep a reader for ever.</summary>
/// <param name="store">The store, for the message.</param>
internal sealed class PageTokens(string store)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The token of the page to ask for; <see langword="null"/> for the first, and after the last.</summary>
    public string? Current { get; private set; }

    /// <exception cref="SecretsException">That page has been read already.</exception>
    public void MoveTo(string? next)
    {
        Current = string.IsNullOrEmpty(next) ? null : next;
        if (Current is not null && !_seen.Add(Current))
        {
            throw new SecretsException(SecretsErrorCode.UnknownError, $"{store} gave the same page of its list twice: check that its address is that of the API.");
        }
    }
}
