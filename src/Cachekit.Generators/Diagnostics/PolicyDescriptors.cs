using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes in the settings of a cached method.</summary>
internal static class PolicyDescriptors
{
    private const string Policy = "Cachekit.Policy";

    public static readonly DiagnosticDescriptor InvalidDuration = Error(
        DiagnosticIds.InvalidDuration,
        "A duration is not readable",
        "{0} '{1}' {2}: write a number and a unit, for example {3}",
        Policy);

    public static readonly DiagnosticDescriptor NullTtlWithoutNulls = Error(
        DiagnosticIds.NullTtlWithoutNulls,
        "NullTtl has no meaning without cached nulls",
        "NullTtl of '{0}' contradicts CacheNulls = false: remove one of them",
        Policy);

    public static readonly DiagnosticDescriptor InvalidNamespace = Error(
        DiagnosticIds.InvalidNamespace,
        "A namespace has forbidden characters or length",
        "Namespace '{0}' is not allowed: use 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'",
        Policy);

    public static readonly DiagnosticDescriptor PresetUnavailable = Error(
        DiagnosticIds.PresetUnavailable,
        "The preset cannot be used",
        "Preset '{0}' of '{1}' cannot be used: {2}",
        Policy);

    public static readonly DiagnosticDescriptor InvalidBackendName = Error(
        DiagnosticIds.InvalidBackendName,
        "A backend's name is empty",
        "Backend of '{0}' is empty: write the name under which the options register the backend, or remove the setting",
        Policy);

    public static readonly DiagnosticDescriptor SettingOutOfRange = Error(
        DiagnosticIds.SettingOutOfRange,
        "A setting is out of its range",
        "{0} of '{1}' is {2}: write {3}",
        Policy);

    public static readonly DiagnosticDescriptor SettingsContradict = Error(
        DiagnosticIds.SettingsContradict,
        "Two settings contradict each other",
        "{0} of '{1}' contradicts {2}: {3}",
        Policy);

    public static readonly DiagnosticDescriptor SettingNotInPreset = Error(
        DiagnosticIds.SettingNotInPreset,
        "The preset cannot honour a setting",
        "{0} of '{1}' contradicts Preset.{2}, which is deterministic: {3}",
        Policy);

    public static readonly DiagnosticDescriptor StaleWindowMissing = Info(
        DiagnosticIds.StaleWindowMissing,
        "A setting needs a stale window",
        "{0} of '{1}' serves a stale value, and no attribute says for how long there is one: add StaleFor, for example StaleFor = \"10m\", unless the options do",
        Policy);

    public static readonly DiagnosticDescriptor LongNamespace = Warning(
        DiagnosticIds.LongNamespace,
        "A namespace does not fit into keys that are shortened",
        "Namespace '{0}' has {1} characters, and a key of more than 250 characters keeps 46 of them: the backend then sees another namespace; shorten it to 46 or fewer",
        Policy);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        InvalidDuration,
        NullTtlWithoutNulls,
        InvalidNamespace,
        PresetUnavailable,
        InvalidBackendName,
        SettingOutOfRange,
        SettingsContradict,
        SettingNotInPreset,
        StaleWindowMissing,
        LongNamespace,
    ];
}
