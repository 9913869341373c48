using Cachekit.TestSupport.Backends;

namespace Cachekit.TestSupport.Servers;

/// <summary>What a <see cref="FaultyProxy"/> does at present.</summary>
internal sealed class ProxyBehaviour
{
    public static ProxyBehaviour Passing { get; } = new();

    public BackendGate? Answers { get; init; }

    public BackendGate? Requests { get; init; }

    public int? CutAfter { get; init; }

    public ReadOnlyMemory<byte>? Garbage { get; init; }

    public bool Swallows { get; init; }
}
