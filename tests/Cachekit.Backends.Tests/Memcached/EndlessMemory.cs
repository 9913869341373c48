using System.Buffers;

namespace Cachekit.Backends.Tests.Memcached;

/// <summary>As many bytes as memory can have, none of which is there.</summary>
internal sealed class EndlessMemory : MemoryManager<byte>
{
    public override Memory<byte> Memory => CreateMemory(int.MaxValue);

    public override Span<byte> GetSpan() => throw new InvalidOperationException("Nobody reads it.");

    public override MemoryHandle Pin(int elementIndex = 0) => throw new InvalidOperationException("Nobody reads it.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
