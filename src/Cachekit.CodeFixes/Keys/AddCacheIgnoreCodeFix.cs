using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT100 to 103 and CACHEKIT312: leaves a parameter out of the key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddCacheIgnoreCodeFix))]
public sealed class AddCacheIgnoreCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        DiagnosticIds.KeyTypeUnsupported,
        DiagnosticIds.KeySequenceEnumerableOnce,
        DiagnosticIds.KeyMemberUnsupported,
        DiagnosticIds.KeyClassWithoutValueEquality,
        DiagnosticIds.InteropArgumentUnsupported);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // What is marked to be in the key, or as the tenant, is there on purpose.
        var edits = new SourceEdits();
        if (source.FindNode<ParameterSyntax>(diagnostic) is not { Parent.Parent: MethodDeclarationSyntax } syntax
            || source.Model.GetDeclaredSymbol(syntax, cancellationToken) is not { } parameter
            || parameter.HasAttribute(KnownNames.CacheKey)
            || parameter.HasAttribute(KnownNames.CacheTenant)
            || TypeNames.Attribute(source, edits, KnownNames.CacheIgnore, syntax.SpanStart) is not { } attribute)
        {
            return [];
        }

        Attributes.Add(source, edits, syntax, attribute);
        return await Speculation.RepairsAsync(source, edits, parameter.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            ? [new Repair($"Leave '{parameter.Name}' out of the key with [CacheIgnore]", nameof(AddCacheIgnoreCodeFix), edits)]
            : [];
    }
}
