using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Cachekit.TestSupport;

/// <summary>How property tests choose their values: the same ones in every run, so that a build is red for its own change only.</summary>
/// <remarks>
/// To look for new failures set <c>CACHEKIT_TEST_SEED</c> to <c>random</c>, or to a number. A failure prints the value that broke the property;
/// it becomes a test of its own.
/// </remarks>
public static class Properties
{
    private const ulong DefaultSeed = 20_261_120;

    public static Config Config { get; } = Seeded(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    private static Config Seeded(Config config)
    {
        var wanted = Environment.GetEnvironmentVariable("CACHEKIT_TEST_SEED");
        if (wanted == "random")
        {
            return config;
        }

        var seed = wanted is null ? DefaultSeed : ulong.Parse(wanted, CultureInfo.InvariantCulture);
        return config.WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)));
    }
}
