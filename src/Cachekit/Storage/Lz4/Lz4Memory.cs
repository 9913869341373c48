using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cachekit.Storage.Lz4;

/// <summary>Unaligned access for the innermost loops. Nothing is checked here: each caller says which check of its own covers the access.</summary>
internal static class Lz4Memory
{
    /// <summary>Reads 4 bytes, to be compared for equality only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read32(ref byte start, nint position) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, position));

    /// <summary>Reads 8 bytes; the first byte is the lowest on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read64(ref byte start, nint position)
    {
        var bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, position));
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }

    /// <summary>Reads a number of 2 bytes, the lower byte first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read16(ref byte start, nint position)
    {
        var bytes = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref start, position));
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }

    /// <summary>Copies 8 bytes: all are read before the first is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy8(ref byte from, nint fromPosition, ref byte to, nint toPosition) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, toPosition), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, fromPosition)));

    /// <summary>Copies 16 bytes: all are read before the first is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy16(ref byte from, nint fromPosition, ref byte to, nint toPosition) =>
        Vector128.LoadUnsafe(ref Unsafe.Add(ref from, fromPosition)).StoreUnsafe(ref Unsafe.Add(ref to, toPosition));
}
