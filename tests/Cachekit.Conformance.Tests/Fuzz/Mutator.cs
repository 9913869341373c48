namespace Cachekit.Conformance.Tests.Fuzz;

/// <summary>Damages valid inputs in the ways that readers are broken by. The same seed gives the same inputs.</summary>
internal sealed class Mutator
{
    private const int MaxLength = 8_192;

    /// <summary>Headers that claim what is not there, and the extremes of integers.</summary>
    private static readonly byte[][] Hostile =
    [
        [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF], [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], [0xC6, 0x7F, 0xFF, 0xFF, 0xFF], [0xC9, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0xDC, 0xFF, 0xFF], [0xDE, 0xFF, 0xFF], [0xDC, 0x07, 0xD0], [0xDA, 0xFF, 0xFF], [0xC5, 0xFF, 0xFF], [0xC7, 0xFF, 0x00], [0xD8, 0x01], [0xC1],
        [0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xCF, 0x80, 0, 0, 0, 0, 0, 0, 0x10], [0xCF, 0, 0, 0, 1, 0, 0, 0, 0x10], [0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0],
        [0xD3, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xCE, 0x20, 0x00, 0x00, 0x01], [0xCE, 0x20, 0x00, 0x00, 0x00], [0xCE, 0x7F, 0xFF, 0xFF, 0xFF], [0xCE, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xCA, 0x7F, 0xC0, 0, 0], [0xCB, 0x7F, 0xF0, 0, 0, 0, 0, 0, 0], [0x00], [0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x00, 0x00], [0x91, 0x91, 0x91, 0x91], [0x81, 0xA0],
    ];

    private readonly byte[][] _seeds;
    private readonly byte[] _buffer = new byte[MaxLength];
    private ulong _state;
    private int _length;

    public Mutator(int seed, byte[][] seeds)
    {
        _seeds = [.. seeds.Where(static bytes => bytes.Length <= MaxLength / 2)];
        Assert.NotEmpty(_seeds);
        _state = (ulong)seed;
    }

    /// <summary>The next input; it is overwritten by the one after it.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var seed = _seeds[Below(_seeds.Length)];
        seed.CopyTo(_buffer, 0);
        _length = seed.Length;
        if (Below(16) == 0)
        {
            Nest();
        }

        for (var times = 1 + Below(Below(6) == 0 ? 8 : 2); times > 0; times--)
        {
            Mutate();
        }

        return _buffer.AsSpan(0, _length);
    }

    private void Mutate()
    {
        switch (Below(10))
        {
            case 0 or 1 when _length > 0:
                _buffer[Below(_length)] ^= (byte)(1 << Below(8));
                break;
            case 2 when _length > 0:
                _buffer[Below(_length)] = (byte)Below(256);
                break;
            case 3:
                _length = Below(_length + 1);
                break;
            case 4:
                Remove(Below(_length + 1), 1 + Below(8));
                break;
            case 5 when _length > 0:
                // A part once more, right behind itself or elsewhere.
                var start = Below(_length);
                Insert(Below(_length + 1), _buffer.AsSpan(start, 1 + Below(Math.Min(64, _length - start))).ToArray());
                break;
            case 6:
                // The beginning of this one and the end of another one.
                var other = _seeds[Below(_seeds.Length)];
                _length = Below(_length + 1);
                Insert(_length, other.AsSpan(Below(other.Length + 1)));
                break;
            case 7:
                Insert(Below(_length + 1), Hostile[Below(Hostile.Length)]);
                break;
            default:
                var header = Hostile[Below(Hostile.Length)];
                var place = Below(_length + 1);
                Remove(place, header.Length);
                Insert(place, header);
                break;
        }
    }

    /// <summary>Puts the input into many collections.</summary>
    private void Nest()
    {
        var levels = 1 + Below(Below(3) == 0 ? 2_000 : 80);
        var nest = new byte[levels];
        Array.Fill(nest, (byte)0x91);
        Insert(0, nest);
    }

    private void Insert(int place, ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length <= MaxLength)
        {
            _buffer.AsSpan(place, _length - place).CopyTo(_buffer.AsSpan(place + bytes.Length));
            bytes.CopyTo(_buffer.AsSpan(place));
            _length += bytes.Length;
        }
    }

    private void Remove(int place, int count)
    {
        count = Math.Min(count, _length - place);
        _buffer.AsSpan(place + count, _length - place - count).CopyTo(_buffer.AsSpan(place));
        _length -= count;
    }

    /// <summary>SplitMix64: short, and the same on every platform for ever.</summary>
    private int Below(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (int)Math.BigMul(mixed, (ulong)bound, out _);
    }
}
