using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Interop;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads the settings of a cached method: its attribute, then its type, then its assembly.</summary>
internal static class PolicyParser
{
    private const int PresetSecure = 4;
    private const int PresetIo = 5;

    private static readonly string[] Presets = ["Minimal", "Dev", "Test", "Production", "Secure", "Io"];

    /// <summary>Reads the settings.</summary>
    /// <returns>The settings, or null when something is wrong with them.</returns>
    public static PolicyModel? Parse(IMethodSymbol method, AttributeData cache, Report report, CancellationToken cancellationToken)
    {
        var name = method.ToMessage();
        var defaults = method.ContainingAssembly.FindAttribute(KnownNames.CacheDefaults);
        var valid = true;

        var presetSource = PresetSource(method, cache, cancellationToken);
        var preset = PresetOf(presetSource);
        if (preset is null)
        {
            RefusePreset("it is none of the named presets; write Preset.Production");
        }

        var ttl = Duration("Ttl");
        var nullTtl = Duration("NullTtl");

        var cacheNulls = !Setting<bool?>("CacheNulls", out var nulls, out _) || nulls != false;
        if (!cacheNulls && cache.TryGet<string>("NullTtl", out _))
        {
            report.Add(LocationOf(cache, "NullTtl"), DiagnosticIds.NullTtlWithoutNulls, name);
            valid = false;
        }

        var cacheNamespace = Namespace();
        Setting<string>("Version", out var version, out _);
        if (Setting<string>("Backend", out var backend, out var backendSource) && string.IsNullOrWhiteSpace(backend))
        {
            report.Add(LocationOf(backendSource!, "Backend"), DiagnosticIds.InvalidBackendName, name);
            valid = false;
        }

        if (preset == PresetIo && backend is not null)
        {
            // One of the whole assembly is meant for the others where the method alone says Io.
            if (backendSource == cache || presetSource != cache)
            {
                RefusePreset($"it has its own backend, and Backend names '{backend}'; remove Backend, or use Preset.Production");
            }

            backend = null;
        }

        var (interop, isInteropValid) = InteropPolicyParser.Parse(method, cache, version, report, cancellationToken);
        valid &= isInteropValid;
        return valid
            ? new PolicyModel(Presets[preset!.Value], ttl, cacheNamespace, version, cacheNulls, nullTtl, backend) { Interop = interop }
            : null;

        void RefusePreset(string reason)
        {
            report.Add(LocationOf(presetSource, null), DiagnosticIds.PresetUnavailable, preset is { } known ? Presets[known] : "of unknown value", name, reason);
            valid = false;
        }

        bool Setting<T>(string setting, out T? value, out AttributeData? source)
        {
            source = cache;
            if (cache.TryGet(setting, out value))
            {
                return true;
            }

            source = defaults;
            return defaults is not null && defaults.TryGet(setting, out value);
        }

        long? Duration(string setting)
        {
            if (!Setting<string>(setting, out var text, out var source) || text is null)
            {
                return null;
            }

            if (DurationParser.TryParse(text, out var ticks) is not { } problem)
            {
                return ticks;
            }

            report.Add(LocationOf(source!, setting), DiagnosticIds.InvalidDuration, $"{setting} of '{name}'", text, problem);
            valid = false;
            return null;
        }

        string? Namespace()
        {
            var source = NamespaceSource.Of(method, cache, defaults);

            // In a shared key it has another form, which is checked with the operation.
            if (source.Value is not { } value || InteropSettings.IsShared(cache, out _) || IsNamespace(value))
            {
                return source.Value;
            }

            report.Add(LocationOf(source.Attribute, source.Argument), DiagnosticIds.InvalidNamespace, value);
            valid = false;
            return null;
        }

        Location? LocationOf(AttributeData attribute, string? argument) => AttributeSyntaxReader.LocationOf(attribute, argument, cancellationToken);
    }

    /// <summary>Whether the preset that applies to a method is the one that encrypts.</summary>
    public static bool IsSecure(IMethodSymbol method, AttributeData cache, CancellationToken cancellationToken) =>
        PresetOf(PresetSource(method, cache, cancellationToken)) == PresetSecure;

    private static AttributeData PresetSource(IMethodSymbol method, AttributeData cache, CancellationToken cancellationToken) =>
        AttributeSyntaxReader.HasPositionalArgument(cache, cancellationToken) ? cache : method.ContainingAssembly.FindAttribute(KnownNames.CacheDefaults) ?? cache;

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
