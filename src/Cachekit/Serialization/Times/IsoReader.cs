namespace Cachekit.Serialization;

/// <summary>Reads ISO 8601 as Cachekit and its relatives in other languages write it.</summary>
/// <remarks>Every method moves behind what it read and says whether it was there. Digits of a fraction beyond the seventh are dropped.</remarks>
internal ref struct IsoReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public readonly bool End => _rest.IsEmpty;

    public bool TryDate(out DateOnly date)
    {
        date = default;
        if (!TryNumber(4, out var year) || !TryLiteral('-') || !TryNumber(2, out var month) || !TryLiteral('-') || !TryNumber(2, out var day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    public bool TryTime(out TimeOnly time)
    {
        time = default;
        if (!TryNumber(2, out var hour) || !TryLiteral(':') || !TryNumber(2, out var minute) || !TryLiteral(':') || !TryNumber(2, out var second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        long fraction = 0;
        if (TryLiteral('.') && !TryFraction(out fraction))
        {
            return false;
        }

        time = new TimeOnly(((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond + fraction);
        return true;
    }

    public bool TryDateAndTime(out DateTime value)
    {
        value = default;
        if (!TryDate(out var date) || !TryLiteral('T') || !TryTime(out var time))
        {
            return false;
        }

        value = date.ToDateTime(time);
        return true;
    }

    /// <summary>Reads an offset; there may be none.</summary>
    public bool TryOffset(out TimeSpan? offset)
    {
        offset = null;
        if (End)
        {
            return true;
        }

        if (TryLiteral('Z') || TryLiteral('z'))
        {
            offset = TimeSpan.Zero;
            return true;
        }

        var negative = TryLiteral('-');
        if ((!negative && !TryLiteral('+')) || !TryNumber(2, out var hours) || !TryLiteral(':') || !TryNumber(2, out var minutes) || minutes > 59)
        {
            return false;
        }

        var size = new TimeSpan(hours, minutes, 0);
        if (size > TimeSpan.FromHours(14))
        {
            return false;
        }

        offset = negative ? -size : size;
        return true;
    }

    private bool TryLiteral(char character)
    {
        if (_rest.IsEmpty || _rest[0] != character)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private bool TryNumber(int digits, out int value)
    {
        value = 0;
        if (_rest.Length < digits)
        {
            return false;
        }

        foreach (var digit in _rest[..digits])
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        _rest = _rest[digits..];
        return true;
    }

    private bool TryFraction(out long ticks)
    {
        ticks = 0;
        var unit = TimeSpan.TicksPerSecond;
        var digits = 0;
        while (digits < _rest.Length && _rest[digits] is >= (byte)'0' and <= (byte)'9')
        {
            unit /= 10;
            ticks += unit * (_rest[digits] - '0');
            digits++;
        }

        _rest = _rest[digits..];
        return digits > 0;
    }
}
