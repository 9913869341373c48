using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes at methods of many ids, and at streams.</summary>
internal static class BatchDescriptors
{
    private const string Batches = "Cachekit.Batches";

    public static readonly DiagnosticDescriptor IdsUnclear = Error(
        DiagnosticIds.BatchIdsUnclear,
        "A batch takes one list of ids",
        "'{0}' has [CacheBatch] and must take one list of ids: {1}",
        Batches);

    public static readonly DiagnosticDescriptor ResultUnclear = Error(
        DiagnosticIds.BatchResultUnclear,
        "A batch returns a value for each id",
        "'{0}' returns '{1}', {2}: return a dictionary by '{3}', for example IReadOnlyDictionary<{3}, TValue>, or a list in the order of the ids",
        Batches);

    public static readonly DiagnosticDescriptor TargetMissing = Error(
        DiagnosticIds.BatchTargetMissing,
        "The method whose entries a batch shares does not exist",
        "'{0}' shares its entries with '{1}', but '{2}' has no method of this name with [Cache]; use nameof(...)",
        Batches);

    public static readonly DiagnosticDescriptor TargetMismatch = Error(
        DiagnosticIds.BatchTargetMismatch,
        "A batch does not fit the method whose entries it shares",
        "'{0}' cannot share the entries of '{1}': {2}",
        Batches);

    public static readonly DiagnosticDescriptor SettingUnused = Error(
        DiagnosticIds.BatchSettingUnused,
        "A batch that shares its entries has no settings of its own",
        "'{0}' shares the entries of '{1}', whose settings apply: move {2} there, or remove it",
        Batches);

    public static readonly DiagnosticDescriptor Interop = Error(
        DiagnosticIds.BatchInterop,
        "A batch has no operation of its own",
        "'{0}' cannot be an operation that is shared with other SDKs, since its entries are those of single ids: set Interop at a method of one id, and name it with [CacheBatch(SharesWith = nameof(...))]",
        Batches);

    public static readonly DiagnosticDescriptor WithoutCache = Error(
        DiagnosticIds.BatchWithoutCache,
        "[CacheBatch] needs [Cache]",
        "'{0}' has [CacheBatch] but not [Cache], so nothing is cached: add [Cache], or remove [CacheBatch]",
        Batches);

    public static readonly DiagnosticDescriptor StreamInTask = Error(
        DiagnosticIds.StreamInTask,
        "A cached stream is returned itself",
        "'{0}' returns '{1}', a stream in a task, which is not recorded: return '{2}' itself, and do what has to be awaited in its body, an iterator",
        Batches);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All = [IdsUnclear, ResultUnclear, TargetMissing, TargetMismatch, SettingUnused, Interop, WithoutCache, StreamInTask];
}
