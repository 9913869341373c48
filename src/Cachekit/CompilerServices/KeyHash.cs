using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Cachekit.Keys;

namespace Cachekit.CompilerServices;

/// <summary>Hashes the arguments of a key for the local store.</summary>
/// <remarks>
/// Each step is a 64 by 64 bit multiplication whose halves are folded together: a few cycles, against the tens that the general purpose
/// hash of a string costs. Start value and multipliers are secret and differ per process, so nobody outside can choose arguments that
/// collide. The hash is never stored or sent.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct KeyHash
{
    private const ulong NullMark = 0x9E3779B97F4A7C15;
    private const ulong PresentMark = 0xC2B2AE3D27D4EB4F;

    private static readonly ulong Seed = RandomOdd();
    private static readonly ulong First = RandomOdd();
    private static readonly ulong Second = RandomOdd();
    private static readonly ulong Third = RandomOdd();
    private static readonly ulong Fourth = RandomOdd();
    private static readonly ulong Fifth = RandomOdd();

    private ulong _state;
    private int _depth;

    private KeyHash(ulong state) => _state = state;

    /// <summary>Starts a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KeyHash Create() => new(Seed);

    /// <summary>The hash of all that was added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int ToHashCode() => (int)(_state ^ (_state >> 32));

    /// <summary>Adds a number that stands for a value, for example a count of elements.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong value) => _state = Fold(_state ^ value, First);

    /// <summary>Adds the absence of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddNull() => Add(NullMark);

    /// <summary>Adds the presence of a value that may be absent, so that absence and a zero differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPresent() => Add(PresentMark);

    /// <summary>Adds all characters, ordinal.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(string? value)
    {
        if (value is null)
        {
            AddNull();
        }
        else
        {
            Add(MemoryMarshal.AsBytes(value.AsSpan()));
        }
    }

    /// <summary>Adds bytes and their count.</summary>
    /// <param name="value">The bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(scoped ReadOnlySpan<byte> value)
    {
        // The loads of a short text overlap instead of looping; the length tells what the overlap hides.
        ref var start = ref MemoryMarshal.GetReference(value);
        var length = value.Length;
        if (length is >= 8 and <= 32)
        {
            var mixed = Fold(Load(ref start, 0) ^ Second, Load(ref start, length - 8) ^ Third);
            if (length > 16)
            {
                // Both products are on their way at the same time.
                mixed ^= Fold(Load(ref start, 8) ^ Fourth, Load(ref start, length - 16) ^ Fifth);
            }

            _state = Fold(_state ^ (uint)length ^ mixed, First);
        }
        else
        {
            AddOther(ref start, length);
        }
    }

    /// <summary>Enters a nested object, so that arguments that contain themselves end in an exception and not in a stack overflow.</summary>
    /// <exception cref="CacheKeyException">The nesting is too deep.</exception>
    public void Enter()
    {
        if (++_depth > KeyErrors.MaxDepth)
        {
            throw KeyErrors.TooDeep(where: null);
        }
    }

    /// <summary>Leaves a nested object.</summary>
    public void Leave() => _depth--;

    /// <summary>Adds the hashes of elements whose order does not count.</summary>
    /// <param name="part">Hashes an element.</param>
    /// <param name="element">The element.</param>
    /// <param name="sum">Collects what the elements add.</param>
    internal readonly void AddUnordered<T>(KeyPart<T> part, T? element, ref ulong sum)
    {
        var nested = new KeyHash(Fourth) { _depth = _depth };
        part.Hash(ref nested, element);
        sum += nested._state;
    }

    /// <summary>Adds the hashes of pairs whose order does not count.</summary>
    internal readonly void AddUnordered<TFirst, TSecond>(
        KeyPart<TFirst> first, TFirst? key, KeyPart<TSecond> second, TSecond? value, ref ulong sum)
    {
        var nested = new KeyHash(Fourth) { _depth = _depth };
        first.Hash(ref nested, key);
        second.Hash(ref nested, value);
        sum += nested._state;
    }

    private void AddOther(ref byte start, int length)
    {
        ulong mixed;
        if (length < 8)
        {
            mixed = Fold(LoadShort(ref start, length) ^ Second, Third);
        }
        else
        {
            // Starts secret: a factor that a caller could choose to be zero would hide the other one.
            mixed = Third;
            var last = length - 16;
            for (var i = 0; i < last; i += 16)
            {
                mixed = Fold(Load(ref start, i) ^ Second, Load(ref start, i + 8) ^ mixed);
            }

            mixed = Fold(Load(ref start, last) ^ Fourth, Load(ref start, last + 8) ^ mixed);
        }

        _state = Fold(_state ^ (uint)length ^ mixed, First);
    }

    private static ulong LoadShort(ref byte start, int length)
    {
        if (length >= 4)
        {
            return Unsafe.ReadUnaligned<uint>(ref start)
                | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref start, length - 4)) << 32);
        }

        return length == 0
            ? 0
            : start | ((ulong)Unsafe.AddByteOffset(ref start, length >> 1) << 8) | ((ulong)Unsafe.AddByteOffset(ref start, length - 1) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte start, int offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        // The halves are asked for apart: both products run at once, where Math.BigMul hands one half over through memory.
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.MultiplyNoFlags(left, right) ^ (left * right);
        }

        if (ArmBase.Arm64.IsSupported)
        {
            return ArmBase.Arm64.MultiplyHigh(left, right) ^ (left * right);
        }

        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    private static ulong RandomOdd()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return MemoryMarshal.Read<ulong>(bytes) | 1;
    }
}
