using System.Globalization;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Settings;

/// <summary>Reads the explicit settings of a method beyond life, namespace and backend, each for itself.</summary>
internal static class SettingsParser
{
    private const double LowestRatio = 0.1;
    private const double HighestJitter = 0.5;

    private static readonly string[] Refreshes = ["Auto", "SameInstance", "Never"];
    private static readonly string[] Priorities = ["Low", "Normal", "High", "NeverRemove"];

    /// <summary>Reads the settings.</summary>
    /// <param name="sources">The attributes.</param>
    /// <param name="method">The method, for messages.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The settings, or null when one of them is not a value that it can have.</returns>
    public static SaidSettings? Parse(SettingSources sources, string method, Report report, CancellationToken cancellationToken)
    {
        var before = report.Findings.Count;
        var settings = new SaidSettings
        {
            SwrEnabled = sources.Find<bool>("SwrEnabled"),
            SwrThresholdRatio = Number("SwrThresholdRatio", LowestRatio, 1, "0.1 to 1.0"),
            StaleFor = Duration("StaleFor", DurationKind.Window),
            BackgroundRefresh = Name("BackgroundRefresh", Refreshes),
            FailSafe = sources.Find<bool>("FailSafe"),
            SoftTimeout = Duration("SoftTimeout", DurationKind.Timeout),
            HardTimeout = Duration("HardTimeout", DurationKind.Timeout),
            LockEnabled = sources.Find<bool>("LockEnabled"),
            LockWait = Duration("LockWait", DurationKind.Wait),
            Sliding = sources.Find<bool>("Sliding"),
            Jitter = Number("Jitter", 0, HighestJitter, "0 to 0.5"),
            Priority = Name("Priority", Priorities),
            LocalEnabled = sources.Find<bool>("LocalEnabled"),
            LocalMaxSizeMb = Size("LocalMaxSizeMb"),
            InvalidationEnabled = sources.Find<bool>("InvalidationEnabled"),
            NamespaceIndex = sources.Find<bool>("NamespaceIndex"),
        };
        return report.Findings.Count == before ? settings : null;

        Said<double>? Number(string setting, double lowest, double highest, string range)
        {
            var said = sources.Find<double>(setting);

            // Not a number is in no range.
            if (said is { } number && !(number.Value >= lowest && number.Value <= highest))
            {
                Refuse(number.Rank, setting, number.Value.ToString("R", CultureInfo.InvariantCulture), range);
            }

            return said;
        }

        Said<int>? Size(string setting)
        {
            var said = sources.Find<int>(setting);
            if (said is { Value: < 1 } size)
            {
                Refuse(size.Rank, setting, size.Value.ToString(CultureInfo.InvariantCulture), "1 or more");
            }

            return said;
        }

        Said<string>? Name(string setting, string[] names)
        {
            if (sources.Find<int>(setting) is not { } said)
            {
                return null;
            }

            if (said.Value >= 0 && said.Value < names.Length)
            {
                return new Said<string>(names[said.Value], said.Rank);
            }

            Refuse(said.Rank, setting, said.Value.ToString(CultureInfo.InvariantCulture), string.Join(", ", names));
            return null;
        }

        Said<long>? Duration(string setting, DurationKind kind)
        {
            if (sources.Find<string>(setting) is not { Value: { } text } said)
            {
                return null;
            }

            if (DurationParser.TryParse(text, out var ticks, kind) is not { } problem)
            {
                return new Said<long>(ticks, said.Rank);
            }

            report.Add(
                sources.LocationOf(said.Rank, setting, cancellationToken), DiagnosticIds.InvalidDuration, $"{setting} of '{method}'", text, problem, DurationParser.Examples(kind));
            return null;
        }

        void Refuse(int rank, string setting, string value, string range) =>
            report.Add(sources.LocationOf(rank, setting, cancellationToken), DiagnosticIds.SettingOutOfRange, setting, method, value, range);
    }
}
