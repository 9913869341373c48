using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Cachekit.Keys;

namespace Cachekit.CompilerServices;

/// <content>The values of one or two words.</content>
public ref partial struct KeyHash
{
    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(bool value) => Add(value ? 1UL : 0UL);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(sbyte value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(short value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ushort value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(char value) => Add((ulong)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Rune value) => Add((ulong)value.Value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(Int128 value) => Add((UInt128)value);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(UInt128 value)
    {
        Add((ulong)value);
        Add((ulong)(value >> 64));
    }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(BigInteger value)
    {
        // What is out of this range has no place in a key: its hash serves only the lookup that comes before the exception.
        if (value >= long.MinValue && value <= ulong.MaxValue)
        {
            Add(value.Sign < 0 ? (ulong)(long)value : (ulong)value);
            Add(value.Sign < 0);
        }
        else
        {
            Add(value.GetHashCode());
        }
    }

    /// <summary>Adds a value; all NaNs are one value, and so are both zeros.</summary>
    /// <param name="value">The value.</param>
    public void Add(double value) => Add(CanonicalNumber.CanonicalBits(value));

    /// <summary>Adds a value; all NaNs are one value, and so are both zeros.</summary>
    /// <param name="value">The value.</param>
    public void Add(float value) => Add(CanonicalNumber.CanonicalBits(value));

    /// <summary>Adds a value; all NaNs are one value, and so are both zeros.</summary>
    /// <param name="value">The value.</param>
    public void Add(Half value) => Add(CanonicalNumber.CanonicalBits((double)value));

    /// <summary>Adds a value with its scale.</summary>
    /// <param name="value">The value.</param>
    public void Add(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Add(((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        Add(((ulong)(uint)bits[3] << 32) | (uint)bits[2]);
    }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(Guid value)
    {
        var words = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in value));
        _state = Fold(_state ^ Fold(words[0] ^ Second, words[1] ^ Third), First);
    }

    /// <summary>Adds a value with its kind.</summary>
    /// <param name="value">The value.</param>
    public void Add(DateTime value) => Add((ulong)value.Ticks | ((ulong)value.Kind << 62));

    /// <summary>Adds a value with its offset.</summary>
    /// <param name="value">The value.</param>
    public void Add(DateTimeOffset value)
    {
        Add(value.Ticks);
        Add(value.Offset.Ticks);
    }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(DateOnly value) => Add(value.DayNumber);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(TimeOnly value) => Add(value.Ticks);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(TimeSpan value) => Add(value.Ticks);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(Index value) => Add(CanonicalNumber.Signed(value));

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(Range value)
    {
        Add(value.Start);
        Add(value.End);
    }

    /// <summary>Adds the text as it was written.</summary>
    /// <param name="value">The value.</param>
    public void Add(Uri? value) => Add(value?.OriginalString);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(Version? value)
    {
        if (value is null)
        {
            AddNull();
            return;
        }

        Add(((ulong)(uint)value.Major << 32) | (uint)value.Minor);
        Add(((ulong)(uint)value.Build << 32) | (uint)value.Revision);
    }

    /// <summary>Adds the full path.</summary>
    /// <param name="value">The value.</param>
    public void Add(FileSystemInfo? value) => Add(value?.FullName);
}
