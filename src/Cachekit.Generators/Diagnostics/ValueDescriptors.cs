using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>The diagnostics on the types of cached values. The first argument is always the path to the type, for example <c>Order.Lines[].Price</c>.</summary>
internal static class ValueDescriptors
{
    private const string Values = "Cachekit.Values";

    public static readonly DiagnosticDescriptor Open = Error(
        DiagnosticIds.ValueIsOpen,
        "A cached value must have a closed type",
        "'{0}' contains the type parameter '{1}', and how a value is stored must be known when the code is compiled: return a closed type, write one cached method for each type that is needed, or store the encoded form (a string or byte[]) and convert it in the caller",
        Values);

    public static readonly DiagnosticDescriptor Untyped = Error(
        DiagnosticIds.ValueIsUntyped,
        "A cached value must have a declared type",
        "'{0}' is declared as '{1}', which says nothing about its content: declare the type that it really has, or a base type that lists its subtypes with [JsonDerivedType]",
        Values);

    public static readonly DiagnosticDescriptor NoKnownSubtypes = Error(
        DiagnosticIds.ValueHasNoKnownSubtypes,
        "An abstract cached type needs known subtypes",
        "'{0}' is of the {2} '{1}', whose implementations are not known: list them with [JsonDerivedType(typeof(...))] on '{1}', or declare a concrete type",
        Values);

    public static readonly DiagnosticDescriptor NotData = Error(
        DiagnosticIds.ValueIsNotData,
        "A cached value must be data",
        "{4} cannot be stored because it is {2}: {3}",
        Values);

    public static readonly DiagnosticDescriptor NotSupported = Error(
        DiagnosticIds.ValueTypeNotSupported,
        "A type of the framework has no stored form",
        "{2} has no stored form: copy what is needed of it into a type of your own{3}",
        Values);

    public static readonly DiagnosticDescriptor CustomCollection = Error(
        DiagnosticIds.ValueIsCustomCollection,
        "A collection type of your own cannot be stored",
        "'{0}' is of the collection type '{1}', which may hold more than its elements: declare a collection of the framework such as '{2}', or wrap one in a record",
        Values);

    public static readonly DiagnosticDescriptor NoConstructor = Error(
        DiagnosticIds.ValueHasNoConstructor,
        "A cached type needs a constructor that its members can fill",
        "'{0}' is of type '{1}', which cannot be made again: {2}",
        Values);

    public static readonly DiagnosticDescriptor MemberNotRestorable = Error(
        DiagnosticIds.ValueMemberNotRestorable,
        "A stored member must be restorable",
        "'{0}' would be lost, because it has {1}: give it an init accessor or a constructor parameter of the same name and type, or leave it out with [CacheIgnore]",
        Values);

    public static readonly DiagnosticDescriptor NotAccessible = Error(
        DiagnosticIds.ValueTypeNotAccessible,
        "A cached type must be accessible",
        "'{0}' is of type '{1}', which generated code in '{2}' cannot name: {3}",
        Values);

    public static readonly DiagnosticDescriptor ArrayRankTooHigh = Error(
        DiagnosticIds.ValueArrayRankTooHigh,
        "Arrays are stored up to four dimensions",
        "'{0}' is an array of {1} dimensions, and at most 4 can be stored: use an array of arrays",
        Values);

    public static readonly DiagnosticDescriptor Endless = Error(
        DiagnosticIds.ValueTypeIsEndless,
        "A cached type must not expand without end",
        "'{0}' reaches ever larger forms of '{1}', so that its shape has no end: let the type refer to itself with the same type arguments",
        Values);

    public static readonly DiagnosticDescriptor SubtypeInvalid = Error(
        DiagnosticIds.ValueSubtypeInvalid,
        "A known subtype is not usable",
        "'{0}' is of type '{1}', which lists the known subtype '{2}': {3}",
        Values);

    public static readonly DiagnosticDescriptor NothingStored = Error(
        DiagnosticIds.ValueHasNothingStored,
        "Nothing of a cached type would be stored",
        "'{0}' is of type '{1}', which has fields but no member that is stored: mark the fields with [CacheInclude], or expose them as properties",
        Values);

    public static readonly DiagnosticDescriptor MemberIsHidden = Error(
        DiagnosticIds.ValueMemberIsHidden,
        "A stored member must not be hidden",
        "'{0}' hides a member of the same name in '{1}', and only one of them can be stored: rename one, or leave the hidden one out with [CacheIgnore]",
        Values);

    public static readonly DiagnosticDescriptor MemberNotReadable = Error(
        DiagnosticIds.ValueMemberNotReadable,
        "A member that is to be stored must be readable",
        "'{0}' is marked to be stored, but generated code in '{1}' cannot read it: make it internal or public, or remove the mark",
        Values);

    public static readonly DiagnosticDescriptor Mutable = Info(
        DiagnosticIds.ValueIsMutable,
        "A cached value can be changed, so every hit decodes it",
        "'{0}' returns '{1}', which a caller could change: '{2}' {3}. So memory keeps its bytes, and each hit decodes them: {4}",
        Values);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        Open,
        Untyped,
        NoKnownSubtypes,
        NotData,
        NotSupported,
        CustomCollection,
        NoConstructor,
        MemberNotRestorable,
        NotAccessible,
        ArrayRankTooHigh,
        Endless,
        SubtypeInvalid,
        NothingStored,
        MemberIsHidden,
        MemberNotReadable,
        Mutable,
    ];
}
