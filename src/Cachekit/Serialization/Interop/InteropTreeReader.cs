using System.Runtime.CompilerServices;
using System.Text;
using Cachekit.Protocol;

namespace Cachekit.Serialization;

/// <summary>Reads shared values of unknown shape. The bytes have passed <see cref="InteropDocument"/>.</summary>
internal static class InteropTreeReader
{
    private const string ValueName = "value";

    public static object? Read(ref MessagePackReader reader)
    {
        switch (reader.NextType)
        {
            case MessagePackType.Nil:
                reader.TryReadNil();
                return null;
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Integer:
                var bits = reader.ReadInteger("an integer", out var negative);
                return negative || bits <= long.MaxValue ? (object)unchecked((long)bits) : bits;
            case MessagePackType.Float:
                return reader.ReadDouble();
            case MessagePackType.String:
                return reader.ReadString();
            case MessagePackType.Binary:
                return reader.ReadBinary().ToArray();
            case MessagePackType.Array:
                return ReadArray(ref reader);
            case MessagePackType.Map:
                return ReadMap(ref reader);
            default:
                var data = reader.ReadExtension(out var type);
                return new MessagePackExtension(type, data.ToArray());
        }
    }

    private static object?[] ReadArray(ref MessagePackReader reader)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        var items = count == 0 ? [] : new object?[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = Read(ref reader);
        }

        reader.Leave();
        return items;
    }

    // Only texts become keys of a hash table, which protects itself against chosen texts; keys of other types stay in a list.
    private static object ReadMap(ref MessagePackReader reader)
    {
        reader.Enter();
        var count = reader.ReadMapHeader();
        if (count == 0)
        {
            reader.Leave();
            return new Dictionary<string, object?>();
        }

        var capacity = Capacity.For(count, reader.Remaining, Unsafe.SizeOf<KeyValuePair<object?, object?>>());
        var pairs = new List<KeyValuePair<object?, object?>>(capacity);
        var named = true;
        for (var i = 0; i < count; i++)
        {
            var key = Read(ref reader);
            named &= key is string;
            pairs.Add(new(key, Read(ref reader)));
        }

        reader.Leave();
        if (!named)
        {
            return pairs;
        }

        var map = new Dictionary<string, object?>();
        foreach (var (key, value) in pairs)
        {
            map[(string)key!] = value;
        }

        return Revive(map) ?? map;
    }

    /// <summary>The time that a map stands for; <see langword="null"/> when it is an ordinary map, one with an unreadable text included.</summary>
    private static object? Revive(Dictionary<string, object?> map)
    {
        if (!map.TryGetValue(ValueName, out var value) || value is not string text)
        {
            return null;
        }

        var iso = new IsoReader(Encoding.UTF8.GetBytes(text));
        if (IsMarked(map, "__datetime__"))
        {
            return iso.TryDateAndTime(out var time) && iso.TryOffset(out var offset) && iso.End ? WithOffset(time, offset) : null;
        }

        if (IsMarked(map, "__date__"))
        {
            return iso.TryDate(out var date) && iso.End ? date : null;
        }

        return IsMarked(map, "__time__") && iso.TryTime(out var timeOfDay) && iso.End ? timeOfDay : null;
    }

    private static bool IsMarked(Dictionary<string, object?> map, string mark) => map.TryGetValue(mark, out var flag) && flag is true;

    private static object? WithOffset(DateTime time, TimeSpan? offset)
    {
        if (offset is not { } known)
        {
            return time;
        }

        var utcTicks = time.Ticks - known.Ticks;
        return utcTicks >= DateTime.MinValue.Ticks && utcTicks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(time, known) : null;
    }
}
