using System.Text;

namespace Cachekit.AspNetCore;

/// <summary>An answer that says why a request was not carried out. It never repeats anything of the request.</summary>
/// <param name="status">The status.</param>
/// <param name="message">What is wrong and what to do; nothing in it needs an escape in JSON.</param>
internal sealed class Refusal(int status, string message)
{
    public int Status => status;

    /// <summary>The body: JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; } = Encoding.ASCII.GetBytes($$"""{"error":"{{message}}"}""");

    /// <summary>The methods that the resource has, with 405.</summary>
    public string? Allow { get; init; }

    /// <summary>Whether to try again soon.</summary>
    public bool Retry { get; init; }

    /// <summary>Whether the rest of the request is not worth reading.</summary>
    public bool Close { get; init; }
}
