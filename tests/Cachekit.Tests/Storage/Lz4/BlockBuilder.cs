namespace Cachekit.Tests.Storage.Lz4;

/// <summary>Writes valid blocks that no encoder would choose.</summary>
internal sealed class BlockBuilder
{
    private readonly List<byte> _bytes = [];
    private byte _literal;

    public byte[] Bytes => [.. _bytes];

    /// <summary>How many bytes the block stands for.</summary>
    public int Produced { get; private set; }

    public BlockBuilder Sequence(int literals, int offset, int length)
    {
        Literals(literals, Math.Min(length - 4, 15));
        _bytes.AddRange([(byte)offset, (byte)(offset >> 8)]);
        Count(length - 4);
        Produced += length;
        return this;
    }

    public BlockBuilder Last(int literals)
    {
        Literals(literals, 0);
        return this;
    }

    private void Literals(int count, int half)
    {
        _bytes.Add((byte)((Math.Min(count, 15) << 4) | half));
        Count(count);
        for (var i = 0; i < count; i++)
        {
            _bytes.Add(_literal += 113);
        }

        Produced += count;
    }

    private void Count(int count)
    {
        if (count < 15)
        {
            return;
        }

        for (count -= 15; count >= 255; count -= 255)
        {
            _bytes.Add(255);
        }

        _bytes.Add((byte)count);
    }
}
