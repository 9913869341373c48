using System.Text;

namespace Cachekit.Backends;

/// <summary>A server as placement sees it: every server scores a key, and the highest score has it.</summary>
/// <remarks>When a server is left out, only its own keys move. The scores are those of the Python SDK, so that both find each other's entries.</remarks>
internal sealed class RendezvousNode
{
    private readonly byte[] _label;
    private readonly string _text;

    /// <param name="text">The server's text, <c>host:port</c>.</param>
    public RendezvousNode(string text)
    {
        _text = text;
        _label = Encoding.UTF8.GetBytes(text + "-");
    }

    /// <summary>The score of a key with its prefix.</summary>
    public uint Score(ReadOnlySpan<byte> key)
    {
        // A host name has at most 255 characters.
        Span<byte> text = stackalloc byte[_label.Length + key.Length];
        _label.CopyTo(text);
        key.CopyTo(text[_label.Length..]);
        return Murmur3.Hash(text);
    }

    /// <summary>Whether this node has a key rather than another one.</summary>
    public bool Beats(uint score, RendezvousNode other, uint otherScore) =>
        score > otherScore || (score == otherScore && string.CompareOrdinal(_text, other._text) > 0);
}
