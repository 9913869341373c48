namespace Cachekit.Telemetry;

/// <summary>Where histograms draw their lines, unless whoever collects them says otherwise. The usual ones begin at 5 ms, above most of what a cache does.</summary>
internal static class Buckets
{
    /// <summary>Of calls and bodies, in seconds.</summary>
    internal static readonly double[] Calls = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Of operations of backends, in seconds.</summary>
    internal static readonly double[] Backend = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    /// <summary>Of what the processor does alone, in seconds.</summary>
    internal static readonly double[] Work = [0.000001, 0.0000025, 0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5];

    /// <summary>Of values and entries, in bytes.</summary>
    internal static readonly long[] Sizes = [64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];
}
