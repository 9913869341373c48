using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>The findings on the types of shared values, so that arguments and messages stay in step.</summary>
internal static class InteropFindings
{
    public static Finding Value(string path, ITypeSymbol type, string reason) =>
        Finding.Create(DiagnosticIds.InteropValueUnsupported, path, TypeNames.Short(type), reason);

    public static Finding NamesClash(string path, ITypeSymbol type, string first, string second, string name) =>
        Finding.Create(DiagnosticIds.InteropNamesClash, path, TypeNames.Short(type), first, second, name);

    /// <summary>The same finding without the advice to list known subtypes, which shared values cannot have.</summary>
    public static Finding Shared(Finding finding) => finding.Id switch
    {
        DiagnosticIds.ValueIsUntyped => Finding.Create(
            DiagnosticIds.InteropValueUnsupported, finding.Arguments[0], finding.Arguments[1], InteropValueTypes.Untyped),
        DiagnosticIds.ValueHasNoKnownSubtypes => Finding.Create(
            DiagnosticIds.InteropValueUnsupported, finding.Arguments[0], finding.Arguments[1], InteropValueTypes.Subtypes),
        _ => finding,
    };
}
