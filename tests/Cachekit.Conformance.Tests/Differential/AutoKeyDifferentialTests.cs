using System.Globalization;
using System.Text;
using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;
using Cachekit.Conformance.Tests.Vectors;
using Cachekit.Keys;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Keys of entries that only .NET reads follow the same rules as those of the Python SDK.</summary>
public class AutoKeyDifferentialTests(PythonPeer python)
{
    [Fact]
    public void Arguments_HaveTheSameBytes()
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed);
        var source = new ValueSource(DifferentialSize.Seed, times: false);
        foreach (var size in DifferentialSize.Batches(1_000))
        {
            var inputs = Enumerable.Range(0, size).Select(_ => new[] { source.Next(), Special(random) }).ToList();
            var answers = python.Ask(inputs.ConvertAll(static input => new JsonMap
            {
                ["op"] = "auto_key", ["args"] = input.Select(static argument => argument.Json).ToList(),
            }));
            Assert.All(inputs.Zip(answers), static pair => Assert.Equal(
                pair.Second.Text("data"), Convert.ToHexStringLower(AutoArguments.Encode([.. pair.First.Select(static argument => argument.Value)], []))));
        }
    }

    [Fact]
    public void LongKeys_AreShortenedAlike()
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed);
        var keys = Enumerable.Range(0, 500).Select(_ => RandomKey(random, random.Next(1, 400))).ToList();
        var answers = python.Ask(keys.ConvertAll(static key => new JsonMap { ["op"] = "finish", ["key"] = key }));
        Assert.Equal(answers.Select(static answer => answer.Text("key")), keys.Select(CacheKeyText.Finish));
    }

    /// <summary>What interop keys and values do in other ways: numbers that are none, and instants with the offset that they are given in.</summary>
    private static (object? Value, object? Json) Special(Random random)
    {
        if (random.Next(2) == 0)
        {
            double[] numbers = [double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 2.0, -7.0, 18446744073709551616.0];
            var number = numbers[random.Next(numbers.Length)];
            return (number, Shown.Float(number));
        }

        var ticks = random.NextInt64(new DateTime(2, 1, 1).Ticks, new DateTime(9998, 1, 1).Ticks);

        // Whole microseconds: finer instants have a seventh digit here, so that two of them are never one key, and Python has none of them.
        ticks = random.Next(2) == 0 ? ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond : ticks / 10 * 10;
        var offset = random.Next(-56, 57) * 15;
        return (
            new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offset)),
            new JsonMap { ["$ticks"] = new List<object?> { ticks.ToString(CultureInfo.InvariantCulture), offset } });
    }

    private static string RandomKey(Random random, int length)
    {
        var key = new StringBuilder(length);
        while (key.Length < length)
        {
            key.Append(random.Next(20) == 0 ? " \r\n"[random.Next(3)] : (char)random.Next('a', 'z'));
        }

        return key.ToString();
    }
}
