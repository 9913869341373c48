using System.Buffers;
using Cachekit.Keys;

namespace Cachekit.CompilerServices;

/// <content>Elements without an order: written as they come, then put in the order of their encodings.</content>
public ref partial struct KeyWriter
{
    /// <summary>The end of what is written, to mark elements with.</summary>
    internal readonly int Mark() => _length;

    /// <summary>Skips the header of a string that begins at a mark, so that texts are ordered by their bytes and not by their lengths first.</summary>
    internal readonly int SkipStringHeader(int mark) => mark + (_buffer[mark] switch
    {
        0xD9 => 2,
        0xDA => 3,
        0xDB => 5,
        _ => 1,
    });

    /// <summary>Replaces the elements from the first one on by a header and the sorted elements without duplicates.</summary>
    internal void CompleteSet(scoped Span<KeyRange> elements, int start)
    {
        using var copy = new SortedCopy(_buffer[start.._length], elements, start);
        var distinct = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            if (i == 0 || !copy.SortKey(elements[i]).SequenceEqual(copy.SortKey(elements[distinct - 1])))
            {
                elements[distinct++] = elements[i];
            }
        }

        _length = start;
        WriteArrayHeader(distinct);
        WriteAll(copy, elements[..distinct]);
    }

    /// <summary>Puts the entries from the first one on in the order of their keys, behind a header of a map or of an array of pairs.</summary>
    internal void CompleteMap(scoped Span<KeyRange> entries, int start, bool isMap)
    {
        using var copy = new SortedCopy(_buffer[start.._length], entries, start);
        for (var i = 1; i < entries.Length; i++)
        {
            if (copy.SortKey(entries[i]).SequenceEqual(copy.SortKey(entries[i - 1])))
            {
                throw KeyErrors.DuplicateKey(Where);
            }
        }

        _length = start;
        if (isMap)
        {
            WriteMapHeader(entries.Length);
        }
        else
        {
            WriteArrayHeader(entries.Length);
        }

        WriteAll(copy, entries);
    }

    private void WriteAll(scoped SortedCopy copy, scoped ReadOnlySpan<KeyRange> elements)
    {
        foreach (var element in elements)
        {
            WriteEncoded(copy.Whole(element));
        }
    }

    private readonly ref struct SortedCopy
    {
        private readonly byte[] _bytes;
        private readonly int _start;

        public SortedCopy(ReadOnlySpan<byte> encoded, Span<KeyRange> elements, int start)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(encoded.Length);
            encoded.CopyTo(bytes);
            _bytes = bytes;
            _start = start;
            elements.Sort((left, right) => bytes.AsSpan(left.SortStart - start, left.SortLength)
                .SequenceCompareTo(bytes.AsSpan(right.SortStart - start, right.SortLength)));
        }

        public ReadOnlySpan<byte> SortKey(KeyRange element) => _bytes.AsSpan(element.SortStart - _start, element.SortLength);

        public ReadOnlySpan<byte> Whole(KeyRange element) => _bytes.AsSpan(element.Start - _start, element.Length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
    }
}
