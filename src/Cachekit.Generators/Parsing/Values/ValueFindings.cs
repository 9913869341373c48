using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>The findings on value types, so that arguments and messages stay in step.</summary>
internal static class ValueFindings
{
    public static Finding Open(string path, ITypeParameterSymbol parameter) => Finding.Create(DiagnosticIds.ValueIsOpen, path, parameter.Name);

    public static Finding Untyped(string path, ITypeSymbol type) => Finding.Create(DiagnosticIds.ValueIsUntyped, path, TypeNames.Short(type));

    public static Finding NoKnownSubtypes(string path, ITypeSymbol type) => Finding.Create(
        DiagnosticIds.ValueHasNoKnownSubtypes, path, TypeNames.Short(type), type.TypeKind == TypeKind.Interface ? "interface" : "abstract class");

    public static Finding NotData(string path, ITypeSymbol type, NotDataReason reason) =>
        Finding.Create(DiagnosticIds.ValueIsNotData, path, TypeNames.Short(type), reason.What, reason.WayOut, Subject(path, type));

    public static Finding NotSupported(string path, ITypeSymbol type) =>
        Finding.Create(DiagnosticIds.ValueTypeNotSupported, path, TypeNames.Short(type), Subject(path, type), path.IndexOf('.') < 0 ? "" : ", or leave the member out with [CacheIgnore]");

    public static Finding CustomCollection(string path, ITypeSymbol type, string instead) =>
        Finding.Create(DiagnosticIds.ValueIsCustomCollection, path, TypeNames.Short(type), instead);

    public static Finding NoConstructor(string path, ITypeSymbol type, string reason) =>
        Finding.Create(DiagnosticIds.ValueHasNoConstructor, path, TypeNames.Short(type), reason);

    public static Finding MemberNotRestorable(string path, string what) => Finding.Create(DiagnosticIds.ValueMemberNotRestorable, path, what);

    public static Finding NotAccessible(string path, ITypeSymbol type, INamedTypeSymbol within, string wayOut) =>
        Finding.Create(DiagnosticIds.ValueTypeNotAccessible, path, TypeNames.Short(type), TypeNames.Short(within), wayOut);

    public static Finding ArrayRankTooHigh(string path, int rank) =>
        Finding.Create(DiagnosticIds.ValueArrayRankTooHigh, path, rank.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static Finding Endless(string path, ITypeSymbol type) =>
        Finding.Create(DiagnosticIds.ValueTypeIsEndless, path, TypeNames.Short(type.OriginalDefinition));

    public static Finding SubtypeInvalid(string path, ITypeSymbol type, string subtype, string reason) =>
        Finding.Create(DiagnosticIds.ValueSubtypeInvalid, path, TypeNames.Short(type), subtype, reason);

    public static Finding NothingStored(string path, ITypeSymbol type) => Finding.Create(DiagnosticIds.ValueHasNothingStored, path, TypeNames.Short(type));

    public static Finding MemberIsHidden(string path, ITypeSymbol baseType) =>
        Finding.Create(DiagnosticIds.ValueMemberIsHidden, path, TypeNames.Short(baseType));

    public static Finding MemberNotReadable(string path, INamedTypeSymbol within) =>
        Finding.Create(DiagnosticIds.ValueMemberNotReadable, path, TypeNames.Short(within));

    /// <summary>What a sentence is about: the result itself by its type, a member by its path.</summary>
    private static string Subject(string path, ITypeSymbol type) => TypeNames.Short(type) is var name && path == name ? $"'{name}'" : $"'{path}' is of type '{name}', which";
}
