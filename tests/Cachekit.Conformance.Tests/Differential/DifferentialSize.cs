using System.Globalization;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>How many inputs a differential test compares; <c>CACHEKIT_TEST_DIFFERENTIAL</c> asks for more.</summary>
internal static class DifferentialSize
{
    public const int Seed = 20_261_121;

    private const int Batch = 500;

    private static readonly int? Wanted = Environment.GetEnvironmentVariable("CACHEKIT_TEST_DIFFERENTIAL") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The sizes of batches that make up the wanted count, or the usual one.</summary>
    public static IEnumerable<int> Batches(int usual)
    {
        for (var left = Wanted ?? usual; left > 0; left -= Batch)
        {
            yield return Math.Min(left, Batch);
        }
    }
}
