using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes in what a method invalidates, and in tags.</summary>
internal static class InvalidationDescriptors
{
    private const string Invalidation = "Cachekit.Invalidation";

    public static readonly DiagnosticDescriptor InvalidationTargetMissing = Error(
        DiagnosticIds.InvalidationTargetMissing,
        "The method to invalidate is not a cached method of the type",
        "'{0}' names '{1}', but '{2}' has no method of this name with [Cache]: {3}",
        Invalidation);

    public static readonly DiagnosticDescriptor InvalidationNotBound = Error(
        DiagnosticIds.InvalidationNotBound,
        "The key of the method to invalidate cannot be filled",
        "'{0}' cannot invalidate '{1}': {2}",
        Invalidation);

    public static readonly DiagnosticDescriptor TagInvalid = Error(
        DiagnosticIds.TagInvalid,
        "A tag has no valid form",
        "Tag '{0}' of '{1}' {2}: {3}",
        Invalidation);

    public static readonly DiagnosticDescriptor TagPlaceholderUnknown = Error(
        DiagnosticIds.TagPlaceholderUnknown,
        "A placeholder of a tag has no value",
        "'{{{0}}}' in a tag of '{1}' {2}: {3}",
        Invalidation);

    public static readonly DiagnosticDescriptor TagTypeWithoutText = Error(
        DiagnosticIds.TagTypeWithoutText,
        "A placeholder of a tag needs a type with a text form",
        "'{{{0}}}' in a tag of '{1}' is '{2}', which has no text form of its own: use a text, a number, a Guid, a date or an enum, for example an id",
        Invalidation);

    public static readonly DiagnosticDescriptor TagRepeated = Warning(
        DiagnosticIds.TagRepeated,
        "A tag is there twice",
        "'{0}' has the tag '{1}' twice: remove one of them",
        Invalidation);

    public static readonly DiagnosticDescriptor TagWithoutCache = Warning(
        DiagnosticIds.TagWithoutCache,
        "[CacheTag] needs a cached method",
        "[CacheTag] of '{0}' has no effect: only methods with [Cache] have entries; add [Cache], or write [InvalidatesTag] where the entries with the tag are to be invalidated",
        Invalidation);

    public static readonly DiagnosticDescriptor WriteWithoutInvalidation = OnRequest(
        DiagnosticIds.WriteWithoutInvalidation,
        "A method writes what another one caches, and invalidates nothing",
        "'{0}' seems to write what '{1}' caches ('{2}'), and the entries stay until their life ends: make it a partial method with [Invalidates(nameof({1}))], or call the handle's InvalidateAsync in it",
        Invalidation);

    public static readonly DiagnosticDescriptor InvalidationBeforeTheWork = Error(
        DiagnosticIds.InvalidationBeforeTheWork,
        "A method that invalidates must have done its work when it returns",
        "'{0}' returns '{1}', which does the work while it is read: the entries would be removed before, and come back with the old data; return the whole result, for example a list, or call the handle's InvalidateAsync after the last element",
        Invalidation);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        InvalidationTargetMissing,
        InvalidationNotBound,
        TagInvalid,
        TagPlaceholderUnknown,
        TagTypeWithoutText,
        TagRepeated,
        TagWithoutCache,
        WriteWithoutInvalidation,
        InvalidationBeforeTheWork,
    ];
}
