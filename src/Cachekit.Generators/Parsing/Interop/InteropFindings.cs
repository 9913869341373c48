using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>The findings on the types of shared values, so that arguments and messages stay in step.</summary>
internal static class InteropFindings
{
    public static Finding Value(string path, ITypeSymbol type, string reason) => Value(path, TypeNames.Short(type), reason);

    public static Finding NamesClash(string path, ITypeSymbol type, string first, string second, string name)
    {
        var typeName = TypeNames.Short(type);
        return Finding.Create(
            DiagnosticIds.InteropNamesClash, path == typeName ? $"'{typeName}' has the" : $"'{path}' is of type '{typeName}', which has the", first, second, name);
    }

    /// <summary>The same finding without the advice to list known subtypes, which shared values cannot have.</summary>
    public static Finding Shared(Finding finding) => finding.Id switch
    {
        DiagnosticIds.ValueIsUntyped => Value(finding.Arguments[0], finding.Arguments[1], InteropValueTypes.Untyped),
        DiagnosticIds.ValueHasNoKnownSubtypes => Value(finding.Arguments[0], finding.Arguments[1], InteropValueTypes.Subtypes),
        _ => finding,
    };

    // A path without a member is the result itself or an element of it: nothing is there that could be left out.
    private static Finding Value(string path, string type, string reason) => Finding.Create(
        DiagnosticIds.InteropValueUnsupported,
        path == type ? $"'{type}'" : $"'{path}' is of type '{type}' and",
        path == type || path.IndexOf('.') < 0 ? reason : reason + ", or leave the member out with [CacheIgnore]");
}
