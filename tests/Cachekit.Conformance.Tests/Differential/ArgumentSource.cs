using System.Globalization;
using System.Numerics;
using Cachekit.Conformance.Tests.Json;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Random arguments of all kinds that interop keys know, each with its tagged JSON; now and then one that must be refused.</summary>
internal sealed class ArgumentSource(int seed)
{
    private static readonly long[] Edges =
        [0, 1, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, -1, -32, -33, -128, -129, -32768, -32769, -2147483648, -2147483649, long.MaxValue, long.MinValue];

    private static readonly double[] Floats =
        [0.0, -0.0, 2.0, 0.5, -1.25, 1e300, double.Epsilon, -9223372036854775808.0, 9223372036854775808.0, 18446744073709551616.0, 18446744073709549568.0, -9223372036854777856.0, 9007199254740993.0];

    private readonly Random _random = new(seed);

    public (object?[] Arguments, List<object?> Json) Next()
    {
        var pairs = Enumerable.Range(0, _random.Next(6)).Select(_ => Value(0)).ToList();
        return ([.. pairs.Select(static pair => pair.Value)], pairs.ConvertAll(static pair => pair.Json));
    }

    private (object? Value, object? Json) Value(int depth)
    {
        switch (_random.Next(depth < 4 ? 16 : 12))
        {
            case 0:
                return (null, null);
            case 1:
                var flag = _random.Next(2) == 0;
                return (flag, flag);
            case 2 or 3:
                return Integer();
            case 4 or 5:
                return Float();
            case 6 or 7:
                var text = RandomText.Next(_random);
                return (text, text);
            case 8:
                return Bytes();
            case 9:
                var guid = new Guid(RandomBytes(16));
                return (guid, Tag("$uuid", guid.ToString().ToUpperInvariant()));
            case 10 or 11:
                return Instant();
            case 12 or 13:
                return Sequence(depth);
            case 14:
                return Map(depth);
            default:
                return Set(depth);
        }
    }

    private (object?, object?) Integer()
    {
        var number = _random.Next(3) switch
        {
            0 => Edges[_random.Next(Edges.Length)],
            1 => _random.Next(-40, 300),
            _ => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64),
        };
        var json = Tag("$int", number.ToString(CultureInfo.InvariantCulture));
        switch (_random.Next(12))
        {
            case 0 when number is >= sbyte.MinValue and <= sbyte.MaxValue:
                return ((sbyte)number, json);
            case 1 when number is >= 0 and <= byte.MaxValue:
                return ((byte)number, json);
            case 2 when number is >= short.MinValue and <= short.MaxValue:
                return ((short)number, json);
            case 3 when number is >= 0 and <= ushort.MaxValue:
                return ((ushort)number, json);
            case 4 when number is >= int.MinValue and <= int.MaxValue:
                return ((int)number, json);
            case 5 when number is >= 0 and <= uint.MaxValue:
                return ((uint)number, json);
            case 6 when number >= 0:
                return ((UInt128)number, json);
            case 7:
                return ((Int128)number, json);
            case 8:
                var high = ulong.MaxValue - (ulong)_random.Next(3);
                return (high, Tag("$int", high.ToString(CultureInfo.InvariantCulture)));
            case 9 when _random.Next(8) == 0:
                // Outside of what an argument can be: both sides must refuse it.
                var huge = _random.Next(2) == 0 ? (BigInteger)ulong.MaxValue + 1 : (BigInteger)long.MinValue - 1;
                return (huge, Tag("$int", huge.ToString(CultureInfo.InvariantCulture)));
            case 10:
                return ((BigInteger)number, json);
            default:
                return (number, json);
        }
    }

    private (object?, object?) Float()
    {
        var number = _random.Next(5) switch
        {
            0 => Floats[_random.Next(Floats.Length)],
            1 => _random.Next(-1000, 1000),
            2 => _random.Next(-1000, 1000) / 8.0,
            3 when _random.Next(10) == 0 => _random.Next(3) switch { 0 => double.NaN, 1 => double.PositiveInfinity, _ => double.NegativeInfinity },
            _ => BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)),
        };
        return _random.Next(6) switch
        {
            0 => ((object?)(float)number, Shown.Float((float)number)),
            1 => ((object?)(Half)number, Shown.Float((double)(Half)number)),
            _ => (number, Shown.Float(number)),
        };
    }

    private (object?, object?) Bytes()
    {
        var bytes = RandomBytes(_random.Next(20) == 0 ? _random.Next(70_000) : _random.Next(40));
        object value = _random.Next(4) switch
        {
            0 => (object)new ReadOnlyMemory<byte>(bytes),
            1 => new Memory<byte>(bytes),
            2 => new ArraySegment<byte>(bytes),
            _ => bytes,
        };
        return (value, Tag("$bytes", Convert.ToHexStringLower(bytes)));
    }

    private (object?, object?) Instant()
    {
        var ticks = _random.NextInt64(new DateTime(2, 1, 1).Ticks, new DateTime(9998, 1, 1).Ticks);
        ticks = _random.Next(4) switch { 0 => ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, 1 => ticks / 10 * 10, _ => ticks };
        var offset = _random.Next(3) == 0 ? 0 : _random.Next(-56, 57) * 15;
        return _random.Next(12) switch
        {
            0 => ((object?)new DateTime(ticks, DateTimeKind.Utc), Ticks(ticks, 0)),
            1 when _random.Next(10) == 0 => (new DateTime(ticks, DateTimeKind.Unspecified), Tag("$datetime", "2024-01-01T00:00:00")),
            _ => (new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offset)), Ticks(ticks, offset)),
        };
    }

    private (object?, object?) Sequence(int depth)
    {
        var items = Items(depth, 20);
        var json = items.ConvertAll(static item => item.Json);
        var values = items.ConvertAll(static item => item.Value);
        return _random.Next(4) switch
        {
            0 => ((object?)values.ToArray(), json),
            1 when values.Count == 2 => ((values[0], values[1]), json),
            2 when values.Count == 3 => (Tuple.Create(values[0], values[1], values[2]), json),
            _ => (values, json),
        };
    }

    private (object?, object?) Map(int depth)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        var json = new JsonMap();
        foreach (var (value, shown) in Items(depth, 20))
        {
            var key = RandomText.Next(_random);
            if (!key.StartsWith('$') && map.TryAdd(key, value))
            {
                json[key] = shown;
            }
        }

        return (map, json);
    }

    private (object?, object?) Set(int depth)
    {
        var items = Items(depth, 8);
        var set = new HashSet<object?>(items.Select(static item => item.Value));
        return (set, Tag("$set", items.ConvertAll(static item => item.Json)));
    }

    private List<(object? Value, object? Json)> Items(int depth, int most) =>
        [.. Enumerable.Range(0, _random.Next(_random.Next(most) + 1)).Select(_ => Value(depth + 1))];

    private byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static JsonMap Ticks(long ticks, int offsetMinutes) =>
        Tag("$ticks", new List<object?> { ticks.ToString(CultureInfo.InvariantCulture), offsetMinutes });

    private static JsonMap Tag(string name, object? content) => new() { [name] = content };
}
