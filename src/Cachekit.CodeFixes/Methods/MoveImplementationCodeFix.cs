using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Methods;

/// <summary>CACHEKIT007: makes the implementing part that the user wrote the uncached body.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveImplementationCodeFix))]
public sealed class MoveImplementationCodeFix : RepairingCodeFix
{
    private static readonly SyntaxKind[] OfBodies = [SyntaxKind.StaticKeyword, SyntaxKind.AsyncKeyword, SyntaxKind.UnsafeKeyword, SyntaxKind.ReadOnlyKeyword];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.AlreadyImplemented);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<MethodDeclarationSyntax>(diagnostic) is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } reported)
        {
            return [];
        }

        var definition = reported.PartialDefinitionPart ?? reported;
        if (definition.PartialImplementationPart is not { DeclaringSyntaxReferences.Length: 1 } part
            || await part.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not MethodDeclarationSyntax syntax
            || await source.OfAsync(syntax.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
            || syntax.AttributeLists.Count > 0
            || !AnnotatedMethods.IsFree(UncachedBodies.NameOf(definition), definition))
        {
            // With attributes of its own, which might be ours, the part is more than a body.
            return [];
        }

        var edits = new SourceEdits();
        var modifiers = string.Concat(syntax.Modifiers.Where(static modifier => Array.IndexOf(OfBodies, modifier.Kind()) >= 0).Select(static modifier => modifier.ValueText + " "));
        edits.Replace(place.Id, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(syntax.Modifiers[0].SpanStart, syntax.ReturnType.SpanStart), "private " + modifiers);
        edits.Replace(place.Id, syntax.Identifier.Span, UncachedBodies.NameOf(definition).EscapeIdentifier());
        foreach (var parameter in syntax.ParameterList.Parameters)
        {
            foreach (var modifier in parameter.Modifiers)
            {
                if (modifier.IsKind(SyntaxKind.ThisKeyword))
                {
                    edits.Remove(place.Id, SourceFacts.WithSpaceAfter(modifier));
                }
            }
        }

        return await Speculation.RepairsAsync(source, edits, definition.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            ? [new Repair($"Make the implementing part the uncached body '{UncachedBodies.NameOf(definition)}'", nameof(MoveImplementationCodeFix), edits)]
            : [];
    }
}
