using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Tests.Storage.Lz4;

/// <summary>Sources of many kinds: the same bytes for the same name and length in every run.</summary>
internal static class Samples
{
    private static readonly byte[] Noise = Fill(65_536, new Random(5));

    private static readonly Dictionary<string, Func<Random, int, byte[]>> Kinds = new()
    {
        ["zeros"] = static (_, length) => new byte[length],
        ["random"] = static (random, length) => Fill(length, random),
        ["two symbols"] = static (random, length) => Fill(length, _ => (byte)random.Next(2)),
        ["period 2"] = static (_, length) => Fill(length, static i => (byte)(i % 2)),
        ["period 3"] = static (_, length) => Fill(length, static i => (byte)(i % 3)),
        ["period 7"] = static (_, length) => Fill(length, static i => (byte)(i % 7)),
        ["period 9"] = static (_, length) => Fill(length, static i => (byte)(i % 9)),
        ["period 65535"] = static (_, length) => Fill(length, static i => Noise[i % 65_535]),
        ["period 65536"] = static (_, length) => Fill(length, static i => Noise[i % 65_536]),
        ["counter"] = static (_, length) => Fill(length, static i => (byte)(i >> (8 * (3 - (i % 4))))),
        ["runs"] = Runs,
        ["runs in noise"] = static (random, length) => Fill(length, i => (byte)((i / 700) % 2 == 0 ? random.Next(256) : 'x')),
        ["repetitive"] = Repetitive,
        ["json"] = static (random, length) => Json(random, length),
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    /// <summary>Random sources: noise, few symbols, and pieces that were there before at all distances.</summary>
    public static Gen<byte[]> Any { get; } = Gen.OneOf(
        Gen.Choose(0, 600).SelectMany(static length => Gen.Choose(0, 255).ArrayOf(length)).Select(static bytes => Array.ConvertAll(bytes, static b => (byte)b)),
        Gen.Choose(0, 600).SelectMany(static length => Gen.Choose(0, 2).ArrayOf(length)).Select(static bytes => Array.ConvertAll(bytes, static b => (byte)b)),
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 5000)).Select(static t => Repetitive(new Random(t.Item1), t.Item2)),
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 5000)).Select(static t => Runs(new Random(t.Item1), t.Item2)));

    public static byte[] Get(string name, int length) => Kinds[name](new Random(length + name.Length), length);

    public static byte[] Json(int length) => Json(new Random(length), length);

    private static byte[] Json(Random random, int length)
    {
        string[] names = ["Alice", "Bob", "Carol", "Dave", "Erin", "Frank"];
        var text = new StringBuilder("[");
        while (text.Length < length)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"id":{{random.Next(1_000_000)}},"name":"{{names[random.Next(names.Length)]}}",""");
            text.Append(CultureInfo.InvariantCulture, $$""" "price":{{random.Next(100_000) / 100.0}},"active":{{(random.Next(2) == 0 ? "true" : "false")}} },""");
        }

        return Encoding.UTF8.GetBytes(text.ToString()).AsSpan(0, length).ToArray();
    }

    private static byte[] Runs(Random random, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length;)
        {
            var run = Math.Min(length - i, random.Next(8) == 0 ? random.Next(1, 2000) : random.Next(1, 24));
            bytes.AsSpan(i, run).Fill((byte)random.Next(256));
            i += run;
        }

        return bytes;
    }

    private static byte[] Repetitive(Random random, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length;)
        {
            if (i == 0 || random.Next(3) == 0)
            {
                var fresh = Math.Min(length - i, random.Next(1, 40));
                random.NextBytes(bytes.AsSpan(i, fresh));
                i += fresh;
                continue;
            }

            var distance = random.Next(1, Math.Min(i, 70_000) + 1);
            for (var left = Math.Min(length - i, random.Next(1, 300)); left > 0; left--, i++)
            {
                bytes[i] = bytes[i - distance];
            }
        }

        return bytes;
    }

    private static byte[] Fill(int length, Random random)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Fill(int length, Func<int, byte> value)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = value(i);
        }

        return bytes;
    }
}
