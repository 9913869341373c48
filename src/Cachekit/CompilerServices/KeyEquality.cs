using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cachekit.CompilerServices;

/// <summary>Equality where that of the type is coarser than the canonical form: two arguments must never share an entry by accident.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KeyEquality
{
    /// <summary>Whether value and scale are the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool Equals(decimal left, decimal right)
    {
        var first = MemoryMarshal.Cast<decimal, ulong>(new ReadOnlySpan<decimal>(in left));
        var second = MemoryMarshal.Cast<decimal, ulong>(new ReadOnlySpan<decimal>(in right));
        return first[0] == second[0] && first[1] == second[1];
    }

    /// <summary>Whether ticks and kind are the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equals(DateTime left, DateTime right) => left.Ticks == right.Ticks && left.Kind == right.Kind;

    /// <summary>Whether instant and offset are the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equals(DateTimeOffset left, DateTimeOffset right) => left.EqualsExact(right);

    /// <summary>Whether both were written in the same way.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool Equals(Uri? left, Uri? right) => string.Equals(left?.OriginalString, right?.OriginalString);

    /// <summary>Whether both have the same full path.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool Equals(FileSystemInfo? left, FileSystemInfo? right) => string.Equals(left?.FullName, right?.FullName);

    /// <summary>Whether both are the same canonical form.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool Equals(byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right);
}
