using System.Globalization;

namespace Cachekit.Conformance.Tests.Fuzz;

/// <summary>Gives a reader many damaged inputs, and looks at what it throws and allocates.</summary>
internal static class FuzzRun
{
    /// <summary>What an exception with its message and stack takes, with room.</summary>
    public const long ExceptionCost = 16 * 1024;

    private const int Usual = 20_000;
    private const int WarmUp = 100;

    private static readonly long Inputs = Environment.GetEnvironmentVariable("CACHEKIT_TEST_FUZZ_INPUTS") is { Length: > 0 } text
        ? long.Parse(text, CultureInfo.InvariantCulture)
        : Usual;

    /// <summary>Reads one input.</summary>
    public delegate void Read(ReadOnlySpan<byte> input);

    /// <summary>The most that reading an input may allocate.</summary>
    public delegate long Limit(ReadOnlySpan<byte> input);

    /// <summary>Runs the reader over the inputs.</summary>
    /// <param name="seeds">Valid inputs.</param>
    /// <param name="read">The reader.</param>
    /// <param name="isDocumented">Whether the reader says that it throws this.</param>
    /// <param name="limit">The most that it may allocate for an input.</param>
    public static void Over(byte[][] seeds, Read read, Func<Exception, bool> isDocumented, Limit limit)
    {
        // What is made once per process, or with its first exception, is no part of a read.
        var early = new Mutator(2, seeds);
        for (var i = 0; i < WarmUp; i++)
        {
            IsAccepted(early.Next(), read, isDocumented);
        }

        Assert.All(seeds, seed => Assert.True(IsAccepted(seed, read, isDocumented), $"The seed {Convert.ToHexStringLower(seed)} is not valid."));

        var mutator = new Mutator(1, seeds);
        long accepted = 0;
        for (var i = 0L; i < Inputs; i++)
        {
            var input = mutator.Next();
            var most = limit(input);
            var before = Allocation.Now();
            accepted += IsAccepted(input, read, isDocumented) ? 1 : 0;
            var allocated = Allocation.Since(before);
            if (allocated > most)
            {
                Assert.Fail($"Input {i}, {Convert.ToHexStringLower(input)}: {allocated} bytes were allocated, and {most} are allowed.");
            }
        }

        Assert.True(accepted > 0 && accepted < Inputs, $"The inputs are one-sided: {accepted} of {Inputs} accepted.");
    }

    private static bool IsAccepted(ReadOnlySpan<byte> input, Read read, Func<Exception, bool> isDocumented)
    {
        try
        {
            read(input);
            return true;
        }
        catch (Exception exception) when (isDocumented(exception))
        {
            return false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{Convert.ToHexStringLower(input)}: {exception}");
            throw;
        }
    }
}
