using System.Text;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Random bytes that compress well, badly or not at all.</summary>
internal static class RandomPayload
{
    public static byte[] Next(Random random, int most)
    {
        var length = random.Next(4) == 0 ? random.Next(20) : random.Next(most);
        switch (random.Next(5))
        {
            case 0:
                return Bytes(random, length);
            case 1:
                return [.. Enumerable.Repeat((byte)random.Next(256), length)];
            case 2:
                return Periodic(random, length);
            case 3:
                return Words(random, length);
            default:
                // Runs of noise between copies of what was there before, near and far.
                return Mixed(random, length);
        }
    }

    public static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Periodic(Random random, int length)
    {
        var period = Bytes(random, random.Next(1, 40));
        return [.. Enumerable.Range(0, length).Select(i => period[i % period.Length])];
    }

    private static byte[] Words(Random random, int length)
    {
        string[] words = ["\"name\":", "\"id\":", "true", "null", "{", "}", "blue-widget", ",", "2026-01-01T00:00:00Z"];
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(words[random.Next(words.Length)]);
        }

        return Encoding.UTF8.GetBytes(text.ToString(0, length));
    }

    private static byte[] Mixed(Random random, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length;)
        {
            var run = Math.Min(random.Next(1, 100), length - i);
            if (i == 0 || random.Next(2) == 0)
            {
                random.NextBytes(bytes.AsSpan(i, run));
            }
            else
            {
                var offset = random.Next(1, i + 1);
                for (var j = 0; j < run; j++)
                {
                    bytes[i + j] = bytes[i + j - offset];
                }
            }

            i += run;
        }

        return bytes;
    }
}
