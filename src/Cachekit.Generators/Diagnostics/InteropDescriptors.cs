using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>What the analyzers say about entries that are shared with other SDKs.</summary>
internal static class InteropDescriptors
{
    private const string Interop = "Cachekit.Interop";

    public static readonly DiagnosticDescriptor NamespaceMissing = Error(
        DiagnosticIds.InteropNamespaceMissing,
        "Shared entries need a namespace",
        "'{0}' has Interop but no namespace, and the key of a shared entry begins with it: set Namespace in [Cache], [CacheNamespace] or [assembly: CacheDefaults]",
        Interop);

    public static readonly DiagnosticDescriptor SegmentInvalid = Error(
        DiagnosticIds.InteropSegmentInvalid,
        "The namespace or the operation of shared entries is not allowed",
        "{0} '{1}' of '{2}' is not allowed in shared entries, because {3}: write 1 to 64 characters of a-z, 0-9, '.', '_' and '-', the first of them a letter or a digit, without two dots in a row",
        Interop);

    public static readonly DiagnosticDescriptor ArgumentUnsupported = Error(
        DiagnosticIds.InteropArgumentUnsupported,
        "The type of a parameter has no form in shared keys",
        "'{0}' of type '{1}' cannot be in a key that other SDKs make too: {2}, or leave it out of the key with [CacheIgnore]",
        Interop);

    public static readonly DiagnosticDescriptor ValueUnsupported = Error(
        DiagnosticIds.InteropValueUnsupported,
        "A type has no form in shared values",
        "{0} cannot be in a value that other SDKs read: {1}",
        Interop);

    public static readonly DiagnosticDescriptor WithVersion = Error(
        DiagnosticIds.InteropWithVersion,
        "Shared entries have no version text",
        "'{0}' has Interop and the version '{1}', but the keys of shared entries have no place for one: put it into the operation, and write Version = null where [assembly: CacheDefaults] sets it",
        Interop);

    public static readonly DiagnosticDescriptor WithInstanceKey = Error(
        DiagnosticIds.InteropWithInstanceKey,
        "Shared keys hold parameters only",
        "'{0}' has Interop, and '{1}' of its instance is in every key by [CacheKey], which other SDKs do not know: make the method static, or move it to a type without [CacheKey] members, and pass '{1}' as a parameter",
        Interop);

    public static readonly DiagnosticDescriptor WithGenerics = Error(
        DiagnosticIds.InteropWithGenerics,
        "Shared entries need closed types",
        "'{0}' has Interop and is generic or in a generic type, but shared keys do not name type arguments, so that different ones would read each other's entries: write a method for each type, each with an operation of its own",
        Interop);

    public static readonly DiagnosticDescriptor SettingUnused = Error(
        DiagnosticIds.InteropSettingUnused,
        "A setting of shared entries has no meaning without Interop",
        "{0} of '{1}' has no effect without Interop: add Interop, or remove the setting",
        Interop);

    public static readonly DiagnosticDescriptor NamesClash = Error(
        DiagnosticIds.InteropNamesClash,
        "Two members have one name in shared values",
        "{0} members '{1}' and '{2}', both called '{3}' in shared values: rename one, leave one out with [CacheIgnore], or choose another InteropNaming",
        Interop);

    public static readonly DiagnosticDescriptor ContractDiffers = Error(
        DiagnosticIds.InteropContractDiffers,
        "Two methods share an operation and not its contract",
        "'{0}' and '{1}' share the entries of '{2}', but {3}: give one of them another operation, or make both alike",
        Interop);

    public static readonly DiagnosticDescriptor SettingUnknown = Error(
        DiagnosticIds.InteropSettingUnknown,
        "A setting of shared entries has an unknown value",
        "{0} of '{1}' has a value without a name: write {2}",
        Interop);

    public static readonly DiagnosticDescriptor VersionsMixed = Error(
        DiagnosticIds.InteropVersionsMixed,
        "A namespace of shared entries has one format",
        "'{0}' and '{1}' use different formats in the namespace '{2}', and no reader tells by the bytes which one it has: give all methods of a namespace the same InteropVersion, or one of them another namespace",
        Interop);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        NamespaceMissing,
        SegmentInvalid,
        ArgumentUnsupported,
        ValueUnsupported,
        WithVersion,
        WithInstanceKey,
        WithGenerics,
        SettingUnused,
        NamesClash,
        ContractDiffers,
        SettingUnknown,
        VersionsMixed,
    ];
}
