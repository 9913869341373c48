using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Interop;
using Cachekit.Generators.Parsing.Settings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads the settings of a cached method: its attribute, then its type and those around it, then its assembly.</summary>
internal static class PolicyParser
{
    private const int PresetTest = 2;
    private const int PresetSecure = 4;
    private const int PresetIo = 5;

    // "ns:" and a namespace are the first 50 characters that a shortened key keeps, with a colon behind it.
    private const int LongestUncut = 46;

    private static readonly string[] Presets = ["Minimal", "Dev", "Test", "Production", "Secure", "Io"];

    /// <summary>Reads the settings.</summary>
    /// <returns>The settings, or null when something is wrong with them.</returns>
    public static PolicyModel? Parse(IMethodSymbol method, AttributeData cache, Report report, CancellationToken cancellationToken)
    {
        var name = method.ToMessage();
        var sources = SettingSources.Of(method, cache);
        var valid = true;

        var presetRank = sources.PresetRank(cancellationToken);
        var preset = PresetOf(sources[presetRank]);
        if (preset is null)
        {
            RefusePreset("it is none of the named presets; write Preset.Production");
        }

        var ttl = Duration("Ttl");
        var nullTtl = Duration("NullTtl");
        var cacheNulls = sources.Find<bool>("CacheNulls");
        if (cacheNulls is { Value: false } noNulls && sources.Find<string>("NullTtl") is { } lifeOfNulls && lifeOfNulls.Rank <= noNulls.Rank)
        {
            report.Add(LocationOf(lifeOfNulls.Rank, "NullTtl"), DiagnosticIds.NullTtlWithoutNulls, name);
            valid = false;
        }

        var cacheNamespace = Namespace();
        var version = sources.Find<string?>("Version")?.Value;
        var backend = Backend();
        var settings = SettingsParser.Parse(sources, name, report, cancellationToken);
        valid &= settings is not null;
        if (settings is not null)
        {
            var conflicts = new SettingConflicts(sources, name, report, cancellationToken);
            settings = preset == PresetTest ? conflicts.ResolveDeterministic(settings, Presets[PresetTest], presetRank) : settings;
            settings = conflicts.Resolve(settings, ttl, preset == PresetIo);
            valid &= conflicts.IsValid;
        }

        var (interop, isInteropValid) = InteropPolicyParser.Parse(method, cache, sources, report, cancellationToken);
        valid &= isInteropValid;
        return valid
            ? new PolicyModel(Presets[preset!.Value], ttl?.Value, cacheNamespace, version, cacheNulls?.Value ?? true, nullTtl?.Value, backend)
            {
                Interop = interop,
                Settings = settings!.ToModel(),
            }
            : null;

        void RefusePreset(string reason)
        {
            report.Add(LocationOf(presetRank, null), DiagnosticIds.PresetUnavailable, preset is { } known ? Presets[known] : "of unknown value", name, reason);
            valid = false;
        }

        Said<long>? Duration(string setting)
        {
            if (sources.Find<string>(setting) is not { Value: { } text } said)
            {
                return null;
            }

            if (DurationParser.TryParse(text, out var ticks) is not { } problem)
            {
                return new Said<long>(ticks, said.Rank);
            }

            report.Add(
                LocationOf(said.Rank, setting), DiagnosticIds.InvalidDuration, $"{setting} of '{name}'", text, problem, DurationParser.Examples(DurationKind.Life));
            valid = false;
            return null;
        }

        string? Namespace()
        {
            var source = NamespaceSource.Of(method, sources);

            // In a shared key it has another form, which is checked with the operation.
            if (source.Value is not { } value || InteropSettings.IsShared(cache, out _))
            {
                return source.Value;
            }

            if (IsNamespace(value))
            {
                if (value.Length > LongestUncut)
                {
                    report.Add(
                        AttributeSyntaxReader.LocationOf(source.Attribute, source.Argument, cancellationToken),
                        DiagnosticIds.LongNamespace,
                        value,
                        value.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }

                return value;
            }

            report.Add(AttributeSyntaxReader.LocationOf(source.Attribute, source.Argument, cancellationToken), DiagnosticIds.InvalidNamespace, value);
            valid = false;
            return null;
        }

        string? Backend()
        {
            if (sources.Find<string?>("Backend") is not { } said)
            {
                return null;
            }

            if (string.IsNullOrWhiteSpace(said.Value))
            {
                report.Add(LocationOf(said.Rank, "Backend"), DiagnosticIds.InvalidBackendName, name);
                valid = false;
            }

            if (preset != PresetIo)
            {
                return said.Value;
            }

            // One from farther away than the preset is meant for the other methods.
            if (said.Value is { } backend && said.Rank <= presetRank)
            {
                RefusePreset($"it has its own backend, and Backend names '{backend}'; remove Backend, or use Preset.Production");
            }

            return null;
        }

        Location? LocationOf(int rank, string? setting) => sources.LocationOf(rank, setting, cancellationToken);
    }

    /// <summary>Whether the preset that applies to a method is the one that encrypts.</summary>
    public static bool IsSecure(IMethodSymbol method, AttributeData cache, CancellationToken cancellationToken)
    {
        var sources = SettingSources.Of(method, cache);
        return PresetOf(sources[sources.PresetRank(cancellationToken)]) == PresetSecure;
    }

    private static int? PresetOf(AttributeData attribute) => attribute.ConstructorArguments.Length == 0
        ? Array.IndexOf(Presets, "Production")
        : attribute.ConstructorArguments[0].Value is int value && value >= 0 && value < Presets.Length ? value : null;

    private static bool IsNamespace(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-'))
            {
                return false;
            }
        }

        return text.Length is >= 1 and <= 64;
    }
}
