using System.Buffers.Text;

namespace Cachekit.Serialization;

/// <summary>Writes ISO 8601 digit by digit.</summary>
/// <remarks>
/// The fraction has no digits or six, as older readers in other languages refuse anything else; it has seven where the last of them,
/// a tenth of a microsecond, would be lost otherwise.
/// </remarks>
internal ref struct IsoWriter(Span<byte> target)
{
    /// <summary>The longest text: <c>yyyy-MM-ddTHH:mm:ss.fffffff+HH:mm</c>.</summary>
    public const int MaxLength = 33;

    private readonly Span<byte> _target = target;
    private int _position;

    public readonly ReadOnlySpan<byte> Written => _target[.._position];

    public void Date(int year, int month, int day)
    {
        Number(year, 4);
        Literal('-');
        Number(month, 2);
        Literal('-');
        Number(day, 2);
    }

    public void Time(long ticksOfDay)
    {
        var seconds = (int)(ticksOfDay / TimeSpan.TicksPerSecond);
        Number(seconds / 3600, 2);
        Literal(':');
        Number(seconds / 60 % 60, 2);
        Literal(':');
        Number(seconds % 60, 2);

        var fraction = (int)(ticksOfDay % TimeSpan.TicksPerSecond);
        if (fraction == 0)
        {
            return;
        }

        Literal('.');
        if (fraction % 10 == 0)
        {
            Number(fraction / 10, 6);
        }
        else
        {
            Number(fraction, 7);
        }
    }

    public void DateAndTime(DateTime value)
    {
        Date(value.Year, value.Month, value.Day);
        Literal('T');
        Time(value.TimeOfDay.Ticks);
    }

    public void Offset(TimeSpan offset)
    {
        var minutes = (int)(offset.Ticks / TimeSpan.TicksPerMinute);
        Literal(minutes < 0 ? '-' : '+');
        minutes = Math.Abs(minutes);
        Number(minutes / 60, 2);
        Literal(':');
        Number(minutes % 60, 2);
    }

    private void Literal(char character) => _target[_position++] = (byte)character;

    private void Number(int value, int digits)
    {
        Utf8Formatter.TryFormat(value, _target[_position..], out var written, new System.Buffers.StandardFormat('D', (byte)digits));
        _position += written;
    }
}
