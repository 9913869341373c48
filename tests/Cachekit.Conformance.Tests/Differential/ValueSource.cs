using System.Globalization;
using System.Numerics;
using Cachekit.Conformance.Tests.Json;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Random values of all kinds that SDKs share, each with its tagged JSON.</summary>
internal sealed class ValueSource(int seed, bool times = true)
{
    private readonly Random _random = new(seed);

    /// <summary>A value; all texts in it are valid.</summary>
    public (object? Value, object? Json) Next() => Next(0);

    private (object? Value, object? Json) Next(int depth)
    {
        switch (_random.Next(times ? 0 : 2, depth < 5 ? 15 : 10))
        {
            case 0 or 1:
                return Time();
            case 2:
                return (null, null);
            case 3:
                var flag = _random.Next(2) == 0;
                return (flag, flag);
            case 4:
                var number = (BigInteger)(_random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64));
                number += _random.Next(10) == 0 ? (BigInteger)1 << 63 : 0;
                return (number, Tag("$int", number.ToString(CultureInfo.InvariantCulture)));
            case 5:
                var real = _random.Next(3) == 0 ? _random.Next(-100, 100) : BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue));
                real = double.IsFinite(real) ? real : 0.1;
                return (real, Shown.Float(real));
            case 6 or 7:
                var text = RandomText.Next(_random, broken: false);
                return (text, text);
            case 8 or 9:
                var bytes = RandomPayload.Bytes(_random, _random.Next(300));
                return (bytes, Tag("$bytes", Convert.ToHexStringLower(bytes)));
            case 10 or 11:
                var items = Enumerable.Range(0, _random.Next(Most(depth))).Select(_ => Next(depth + 1)).ToList();
                return (items.ConvertAll(static item => item.Value), items.ConvertAll(static item => item.Json));
            default:
                return Map(depth);
        }
    }

    /// <summary>Wide at the top, so that headers of all sizes occur, and narrow below.</summary>
    private static int Most(int depth) => depth == 0 ? 24 : 6;

    private (object?, object?) Map(int depth)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        var json = new JsonMap();
        for (var count = _random.Next(Most(depth)); count > 0; count--)
        {
            var key = RandomText.Next(_random, broken: false);
            if (!key.StartsWith('$') && !map.ContainsKey(key))
            {
                (map[key], json[key]) = Next(depth + 1);
            }
        }

        return (map, json);
    }

    private (object?, object?) Time()
    {
        var ticks = _random.NextInt64(new DateTime(2, 1, 1).Ticks, new DateTime(9998, 1, 1).Ticks);
        ticks = _random.Next(3) == 0 ? ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond : ticks;
        var offset = _random.Next(-56, 57) * 15;
        switch (_random.Next(5))
        {
            case 0:
                var date = DateOnly.FromDateTime(new DateTime(ticks));
                return (date, Tag("$date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            case 1:
                var time = TimeOnly.FromDateTime(new DateTime(ticks));
                return (time, Tag("$time", time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)));
            case 2:
                var local = new DateTime(ticks, DateTimeKind.Unspecified);
                return (local, Tag("$datetime", local.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture)));
            case 3:
                return (new DateTime(ticks, DateTimeKind.Utc), Ticks(ticks, 0));
            default:
                return (new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offset)), Ticks(ticks, offset));
        }
    }

    private static JsonMap Ticks(long ticks, int offsetMinutes) =>
        Tag("$ticks", new List<object?> { ticks.ToString(CultureInfo.InvariantCulture), offsetMinutes });

    private static JsonMap Tag(string name, object? content) => new() { [name] = content };
}
