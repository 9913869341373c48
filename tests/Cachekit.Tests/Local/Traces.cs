namespace Cachekit.Tests.Local;

/// <summary>Sequences of keys as caches see them, always the same for the same arguments.</summary>
internal static class Traces
{
    private const int Length = 200_000;
    private const int Universe = 10_000;

    // Keys of scans are asked for once and are no others.
    private const int FirstScanned = 1 << 24;

    public static int[] Zipf(double exponent)
    {
        var random = new Random(1);
        var sums = new double[Universe];
        var sum = 0.0;
        for (var i = 0; i < Universe; i++)
        {
            sums[i] = sum += Math.Pow(i + 1, -exponent);
        }

        return Generate(_ =>
        {
            var found = Array.BinarySearch(sums, random.NextDouble() * sum);
            return found < 0 ? ~found : found;
        });
    }

    public static int[] ZipfWithOneHitWonders(double exponent, double share)
    {
        var random = new Random(2);
        var zipf = Zipf(exponent);
        return Generate(i => random.NextDouble() < share ? FirstScanned + i : zipf[i]);
    }

    public static int[] ZipfWithScans(double exponent, int between, int scan)
    {
        var zipf = Zipf(exponent);
        return Generate(i => i % (between + scan) < between ? zipf[i] : FirstScanned + i);
    }

    /// <summary>The most popular key is always a new one, which then loses popularity step by step.</summary>
    public static int[] Drift(double exponent, int callsPerStep)
    {
        var zipf = Zipf(exponent);
        return Generate(i => (i / callsPerStep) + Universe - zipf[i]);
    }

    /// <summary>From time to time all keys are replaced by others.</summary>
    public static int[] Shift(double exponent, int callsPerShift)
    {
        var zipf = Zipf(exponent);
        return Generate(i => zipf[i] + (i / callsPerShift * Universe));
    }

    /// <summary>Keys of a window that moves on, all equally popular.</summary>
    public static int[] Window(int window, int callsPerStep)
    {
        var random = new Random(3);
        return Generate(i => (i / callsPerStep) + random.Next(window));
    }

    public static int[] Loop(int keys) => Generate(i => i % keys);

    /// <summary>Which key comes next depends on nothing but how long ago each was used last: what LRU is best at.</summary>
    public static int[] StackDistances(Func<Random, int> distance)
    {
        var random = new Random(4);
        var stack = new List<int>();
        return Generate(i =>
        {
            var key = i;
            var depth = distance(random);
            if (depth < stack.Count)
            {
                key = stack[^(depth + 1)];
                stack.RemoveAt(stack.Count - depth - 1);
            }

            stack.Add(key);
            return key;
        });
    }

    public static int Geometric(Random random, double mean) => (int)(-Math.Log(1 - random.NextDouble()) * mean);

    private static int[] Generate(Func<int, int> key)
    {
        var trace = new int[Length];
        for (var i = 0; i < trace.Length; i++)
        {
            trace[i] = key(i);
        }

        return trace;
    }
}
