using System.Runtime.CompilerServices;
using Cachekit.Keys;

namespace Cachekit.CompilerServices;

/// <content>What differs in keys that are shared with other SDKs.</content>
public ref partial struct KeyWriter
{
    // The ends of the integers as doubles: the lower one is an integer that fits, the upper one is the first that does not.
    private const double LowestInteger = -9223372036854775808.0;
    private const double BeyondIntegers = 18446744073709551616.0;

    /// <summary>Refuses what other SDKs have no form for. The compiler refuses it too, where it sees it.</summary>
    /// <param name="type">The type, for the message.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void RefuseInterop(string type)
    {
        if (_interop)
        {
            throw KeyErrors.NotInterop(Where, type);
        }
    }

    /// <summary>Goes one level deeper in a key that is shared with other SDKs, whose writers stay within a depth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EnterCollection()
    {
        if (_interop)
        {
            Enter();
        }
    }

    /// <summary>Comes back from a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void LeaveCollection()
    {
        if (_interop)
        {
            Leave();
        }
    }

    private void WriteInterop(double value)
    {
        if (!double.IsFinite(value))
        {
            throw KeyErrors.NotFinite(Where);
        }

        if (value < LowestInteger || value >= BeyondIntegers || value != Math.Truncate(value))
        {
            WriteDouble(BitConverter.DoubleToUInt64Bits(value));
        }
        else if (value < 0)
        {
            Write((long)value);
        }
        else
        {
            Write((ulong)value);
        }
    }

    private void WriteInterop(DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
        {
            throw KeyErrors.NotUtcInterop(Where, value.Kind);
        }

        WriteInstant(value.Ticks);
    }

    /// <summary>Writes seconds since 1970. Exactly one conversion and one division: every SDK rounds in the same two places.</summary>
    private void WriteInstant(long utcTicks)
    {
        var (microseconds, rest) = Math.DivRem(utcTicks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);
        if (rest < 0)
        {
            microseconds--;
        }

        WriteInterop((double)microseconds / 1000000.0);
    }
}
