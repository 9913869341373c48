using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Cachekit.Keys;

namespace Cachekit.CompilerServices;

/// <summary>Writes the arguments of a key in their canonical MessagePack form: exactly one encoding per value, always the shortest.</summary>
/// <remarks>It writes into a buffer on the stack and moves to a pooled one when that is full.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct KeyWriter
{
    private const int MaxHeadSize = 5;

    private readonly string? _method;
    private readonly bool _interop;
    private Span<byte> _buffer;
    private byte[]? _pooled;
    private int _length;
    private int _depth;
    private string? _argument;

    /// <param name="initial">The buffer to begin with.</param>
    /// <param name="method">The method, for messages.</param>
    /// <param name="interop">Whether the arguments are those of a key that is shared with other SDKs.</param>
    internal KeyWriter(Span<byte> initial, string? method, bool interop = false)
    {
        _buffer = initial;
        _method = method;
        _interop = interop;
    }

    internal readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    internal readonly int Length => _length;

    /// <summary>Where in an argument of an unknown shape the writer is, for messages.</summary>
    internal InteropPath? Place { readonly get; set; }

    /// <summary>What is being written, for messages.</summary>
    internal readonly string Where =>
        (Place is not null ? $"'{Place}'" : _argument is null ? "An argument" : $"Argument '{_argument}'") + (_method is null ? "" : $" of '{_method}'");

    /// <summary>Names the argument that is written next, for messages.</summary>
    /// <param name="name">The name of the parameter or member.</param>
    public void Argument(string name) => _argument = name;

    /// <summary>Writes the absence of a value.</summary>
    public void WriteNil() => Reserve(1)[0] = 0xC0;

    /// <summary>Starts a sequence.</summary>
    /// <param name="count">How many elements follow.</param>
    public void WriteArrayHeader(int count) => WriteCount(count, 0x90, 0xDC);

    /// <summary>Starts a map.</summary>
    /// <param name="count">How many pairs follow, sorted by key.</param>
    public void WriteMapHeader(int count) => WriteCount(count, 0x80, 0xDE);

    /// <summary>Writes the name of a member.</summary>
    /// <param name="utf8">The name.</param>
    public void WriteName(scoped ReadOnlySpan<byte> utf8)
    {
        WriteStringHeader(utf8.Length);
        utf8.CopyTo(Reserve(utf8.Length));
    }

    /// <summary>Writes what another writer has written.</summary>
    /// <param name="canonical">A whole value in its canonical form.</param>
    public void WriteEncoded(scoped ReadOnlySpan<byte> canonical) => canonical.CopyTo(Reserve(canonical.Length));

    /// <summary>Writes bytes.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length <= byte.MaxValue)
        {
            var head = Reserve(2);
            head[0] = 0xC4;
            head[1] = (byte)value.Length;
        }
        else
        {
            WriteLargeLength(value.Length, 0xC5);
        }

        value.CopyTo(Reserve(value.Length));
    }

    /// <summary>Writes a text as strict UTF-8.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="CacheKeyException">It has a surrogate without its partner.</exception>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNil();
        }
        else
        {
            WriteText(value);
        }
    }

    /// <summary>Writes a character as a text.</summary>
    /// <param name="value">The character.</param>
    /// <exception cref="CacheKeyException">It is a surrogate.</exception>
    public void Write(char value) => WriteText(new ReadOnlySpan<char>(in value));

    /// <summary>Writes a character as a text.</summary>
    /// <param name="value">The character.</param>
    public void Write(Rune value)
    {
        RefuseInterop(nameof(Rune));
        Span<byte> bytes = stackalloc byte[4];
        WriteName(bytes[..value.EncodeToUtf8(bytes)]);
    }

    /// <summary>Enters a nested object, so that arguments that contain themselves end in an exception and not in a stack overflow.</summary>
    /// <exception cref="CacheKeyException">The nesting is too deep.</exception>
    public void Enter()
    {
        // In a shared key the array of all arguments is the first level.
        var limit = _interop ? KeyErrors.MaxInteropDepth - 1 : KeyErrors.MaxDepth;
        if (++_depth > limit)
        {
            throw KeyErrors.TooDeep(Where, _interop ? KeyErrors.MaxInteropDepth : limit);
        }
    }

    /// <summary>Leaves a nested object.</summary>
    public void Leave() => _depth--;

    /// <summary>Refuses an object whose class is not the one that the parameter declares.</summary>
    /// <typeparam name="T">The declared class.</typeparam>
    /// <param name="value">The object.</param>
    /// <exception cref="CacheKeyException">The class is another one.</exception>
    public readonly void RequireExactType<T>(T value)
        where T : class
    {
        if (value.GetType() != typeof(T))
        {
            throw KeyErrors.DerivedType(Where, typeof(T), value.GetType());
        }
    }

    internal void Dispose()
    {
        if (_pooled is { } pooled)
        {
            _pooled = null;
            _buffer = default;
            _length = 0;
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    private void WriteText(scoped ReadOnlySpan<char> value)
    {
        // The header comes first, and its size depends on the count of bytes: the text is transcoded behind a header of the size that
        // pure ASCII needs, and moved in the rare case that it needs a larger one.
        if (value.Length > (Array.MaxLength - MaxHeadSize) / 3)
        {
            throw KeyErrors.TooLong(Where);
        }

        var start = _length;
        var head = HeadSize(value.Length);
        var target = Reserve(MaxHeadSize + (value.Length * 3));
        if (Utf8.FromUtf16(value, target[head..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw KeyErrors.LoneSurrogate(Where);
        }

        if (HeadSize(written) is var needed && needed != head)
        {
            target.Slice(head, written).CopyTo(target[needed..]);
        }

        _length = start;
        WriteStringHeader(written);
        _length += written;
    }

    private static int HeadSize(int count) => count <= 31 ? 1 : count <= byte.MaxValue ? 2 : count <= ushort.MaxValue ? 3 : 5;

    private void WriteStringHeader(int count)
    {
        if (count <= 31)
        {
            Reserve(1)[0] = (byte)(0xA0 | count);
        }
        else if (count <= byte.MaxValue)
        {
            var bytes = Reserve(2);
            bytes[0] = 0xD9;
            bytes[1] = (byte)count;
        }
        else
        {
            WriteLargeLength(count, 0xDA);
        }
    }

    private void WriteCount(int count, byte small, byte large)
    {
        if (count <= 15)
        {
            Reserve(1)[0] = (byte)(small | count);
        }
        else
        {
            WriteLargeLength(count, large);
        }
    }

    private void WriteLargeLength(int count, byte code16)
    {
        if (count <= ushort.MaxValue)
        {
            var bytes = Reserve(3);
            bytes[0] = code16;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)count);
        }
        else
        {
            var bytes = Reserve(5);
            bytes[0] = (byte)(code16 + 1);
            BinaryPrimitives.WriteInt32BigEndian(bytes[1..], count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        var start = _length;
        if (count > _buffer.Length - start)
        {
            Grow(count);
        }

        _length = start + count;
        return _buffer.Slice(start, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        var wanted = Math.Max((long)_buffer.Length * 2, (long)_length + count);
        if ((long)_length + count > Array.MaxLength)
        {
            throw KeyErrors.TooLong(Where);
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(wanted, Array.MaxLength));
        _buffer[.._length].CopyTo(larger);
        var previous = _pooled;
        _pooled = larger;
        _buffer = larger;
        if (previous is not null)
        {
            ArrayPool<byte>.Shared.Return(previous);
        }
    }
}
