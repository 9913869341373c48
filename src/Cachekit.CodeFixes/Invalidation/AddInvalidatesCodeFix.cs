using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Diagnostics.Writes;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Invalidation;

/// <summary>CACHEKIT507: lets a method that writes remove the entries of the cached methods whose keys its parameters fill.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInvalidatesCodeFix))]
public sealed class AddInvalidatesCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.WriteWithoutInvalidation);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<MethodDeclarationSyntax>(diagnostic) is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || !diagnostic.Properties.TryGetValue(WriteWithoutInvalidationAnalyzer.Targets, out var targets)
            || targets is null)
        {
            return [];
        }

        // Of a method that its parameters cannot find the entry of, nobody but the user knows which it is.
        var bound = new List<string>();
        foreach (var target in targets.Split(',').Distinct(StringComparer.Ordinal))
        {
            if (Split(source, declaration, [target], cancellationToken) is { } one
                && (await Speculation.NewFindingsAsync(source, one, method.ContainingType, cancellationToken).ConfigureAwait(false)).Count == 0)
            {
                bound.Add(target);
            }
        }

        return bound.Count > 0
            && Split(source, declaration, bound, cancellationToken) is { } edits
            && (await Speculation.NewFindingsAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)).Count == 0
            && await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Invalidate {string.Join(" and ", bound.Select(static name => $"'{name}'"))} after '{method.Name}'", nameof(AddInvalidatesCodeFix), edits)]
                : [];
    }

    private static SourceEdits? Split(SourceFacts source, MethodDeclarationSyntax declaration, List<string> targets, CancellationToken cancellationToken) =>
        MethodConversion.Split(source, declaration, [.. targets.Select(static target => (KnownNames.Invalidates, $"nameof({target.EscapeIdentifier()})"))], cancellationToken);
}
