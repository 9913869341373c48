using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Methods;

/// <summary>CACHEKIT003 and, where the one that is there does not fit, CACHEKIT004: creates the uncached body.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CreateBodyCodeFix))]
public sealed class CreateBodyCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.BodyMissing, DiagnosticIds.BodyMismatch);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        return source.FindNode<MethodDeclarationSyntax>(diagnostic) is { } declaration
            && source.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } method
            && NewBody.TryWrite(source, edits, declaration, method)
            && await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, DiagnosticIds.BodyMissing, DiagnosticIds.BodyMismatch).ConfigureAwait(false)
                ? [new Repair($"Create the uncached body '{UncachedBodies.NameOf(method)}'", nameof(CreateBodyCodeFix), edits)]
                : [];
    }
}
