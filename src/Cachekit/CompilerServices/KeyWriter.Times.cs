using System.Globalization;
using Cachekit.Keys;

namespace Cachekit.CompilerServices;

/// <content>The values that are written as a text.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes a value as the lower case text with hyphens.</summary>
    /// <param name="value">The value.</param>
    public void Write(Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        value.TryFormat(text, out _, "D");
        WriteName(text);
    }

    /// <summary>Writes a value as a text that keeps its scale.</summary>
    /// <param name="value">The value.</param>
    public void Write(decimal value)
    {
        Span<byte> text = stackalloc byte[KeyText.MaxDecimalLength];
        WriteName(text[..KeyText.Format(value, text)]);
    }

    /// <summary>Writes an instant.</summary>
    /// <param name="value">The value, of kind Utc.</param>
    /// <exception cref="CacheKeyException">The kind is another one.</exception>
    public void Write(DateTime value)
    {
        if (_interop)
        {
            WriteInterop(value);
            return;
        }

        if (value.Kind != DateTimeKind.Utc)
        {
            throw KeyErrors.NotUtc(Where, value.Kind);
        }

        Span<byte> text = stackalloc byte[KeyText.MaxInstantLength];
        WriteName(text[..KeyText.FormatInstant(value, TimeSpan.Zero, text)]);
    }

    /// <summary>Writes an instant with its offset.</summary>
    /// <param name="value">The value.</param>
    public void Write(DateTimeOffset value)
    {
        if (_interop)
        {
            WriteInstant(value.UtcTicks);
            return;
        }

        Span<byte> text = stackalloc byte[KeyText.MaxInstantLength];
        WriteName(text[..KeyText.FormatInstant(value.DateTime, value.Offset, text)]);
    }

    /// <summary>Writes a date.</summary>
    /// <param name="value">The value.</param>
    public void Write(DateOnly value)
    {
        RefuseInterop(nameof(DateOnly));
        Span<byte> text = stackalloc byte[10];
        KeyText.FormatDate(value.Year, value.Month, value.Day, text);
        WriteName(text);
    }

    /// <summary>Writes a time of day.</summary>
    /// <param name="value">The value.</param>
    public void Write(TimeOnly value)
    {
        RefuseInterop(nameof(TimeOnly));
        Span<byte> text = stackalloc byte[KeyText.MaxInstantLength];
        WriteName(text[..KeyText.FormatTime(value.Ticks, text)]);
    }

    /// <summary>Writes a duration as its count of ticks.</summary>
    /// <param name="value">The value.</param>
    public void Write(TimeSpan value)
    {
        RefuseInterop(nameof(TimeSpan));
        Write(value.Ticks);
    }

    /// <summary>Writes an index as an integer: the complement when it counts from the end.</summary>
    /// <param name="value">The value.</param>
    public void Write(Index value)
    {
        RefuseInterop(nameof(Index));
        Write(CanonicalNumber.Signed(value));
    }

    /// <summary>Writes a range as the pair of its ends.</summary>
    /// <param name="value">The value.</param>
    public void Write(Range value)
    {
        RefuseInterop(nameof(Range));
        WriteArrayHeader(2);
        Write(value.Start);
        Write(value.End);
    }

    /// <summary>Writes an address as it was written.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="CacheKeyException">The text has a surrogate without its partner.</exception>
    public void Write(Uri? value)
    {
        RefuseInterop(nameof(Uri));
        Write(value?.OriginalString);
    }

    /// <summary>Writes a version with as many parts as it has.</summary>
    /// <param name="value">The value.</param>
    public void Write(Version? value)
    {
        RefuseInterop(nameof(Version));
        if (value is null)
        {
            WriteNil();
            return;
        }

        Span<byte> text = stackalloc byte[48];
        ((IUtf8SpanFormattable)value).TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        WriteName(text[..written]);
    }

    /// <summary>Writes the full path, with <c>/</c> between its parts on every system.</summary>
    /// <param name="value">The file or directory.</param>
    /// <exception cref="CacheKeyException">The text has a surrogate without its partner.</exception>
    public void Write(FileSystemInfo? value) => Write(KeyText.PathOf(value));
}
