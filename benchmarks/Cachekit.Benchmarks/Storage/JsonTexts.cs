using System.Globalization;
using System.Text;

namespace Cachekit.Benchmarks.Storage;

/// <summary>Lists of records such as programs cache, as JSON: the same texts in every run.</summary>
internal static class JsonTexts
{
    private static readonly string[] Names = ["Alice", "Bob", "Carol", "Dave", "Erin", "Frank", "Grace", "Heidi"];
    private static readonly string[] Tags = ["red", "large", "sale", "new", "fragile", "imported"];

    public static byte[] Create(int seed, int length)
    {
        var random = new Random(seed);
        var text = new StringBuilder("[");
        while (text.Length < length)
        {
            var (first, last) = (Names[random.Next(Names.Length)], Names[random.Next(Names.Length)]);
            var created = DateTime.UnixEpoch.AddSeconds(random.Next());
            text.Append(CultureInfo.InvariantCulture, $$"""{"id":{{random.Next(1_000_000)}},"name":"{{first}} {{last}}son",""");
            text.Append(CultureInfo.InvariantCulture, $"\"email\":\"{first}.{last}{random.Next(1000)}@example.com\",\"price\":{random.Next(100_000) / 100.0},");
            text.Append(CultureInfo.InvariantCulture, $"\"active\":{(random.Next(2) == 0 ? "true" : "false")},");
            text.Append(CultureInfo.InvariantCulture, $"\"tags\":[\"{Tags[random.Next(Tags.Length)]}\",\"{Tags[random.Next(Tags.Length)]}\"],");
            text.Append(CultureInfo.InvariantCulture, $$""" "created":"{{created:yyyy-MM-ddTHH:mm:ssZ}}","token":"{{random.NextInt64():x16}}"},""");
        }

        return Encoding.UTF8.GetBytes(text.ToString()).AsSpan(0, length).ToArray();
    }
}
