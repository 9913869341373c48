using System.Text;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Random texts: all planes, all lengths that have headers of their own, and now and then half of a surrogate pair.</summary>
internal static class RandomText
{
    private static readonly int[] Lengths = [0, 1, 2, 5, 9, 31, 32, 40, 255, 256];

    public static string Next(Random random, bool broken = true)
    {
        var length = random.Next(200) == 0 ? 66_000 : random.Next(4) == 0 ? Lengths[random.Next(Lengths.Length)] : random.Next(12);
        var plane = random.Next(4);
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            text.Append(random.Next(3) == 0 ? Character(random, plane) : (char)random.Next('a', 'f'));
        }

        if (broken && random.Next(300) == 0)
        {
            text.Append((char)random.Next(0xD800, 0xE000)).Append('x');
        }

        return text.ToString();
    }

    private static string Character(Random random, int plane) => plane switch
    {
        0 => ((char)random.Next(0, 0x80)).ToString(),
        1 => ((char)random.Next(0x80, 0x800)).ToString(),
        2 => ((char)random.Next(0xE000, 0x10000)).ToString(),
        _ => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
    };
}
