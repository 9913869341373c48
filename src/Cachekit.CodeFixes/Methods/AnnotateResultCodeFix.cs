using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Methods;

/// <summary>CACHEKIT011: lets a method say that it may return null, as its body does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnnotateResultCodeFix))]
public sealed class AnnotateResultCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.BodyMayReturnNull);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<MethodDeclarationSyntax>(diagnostic) is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method)
        {
            return [];
        }

        var type = declaration.ReturnType;
        if (ReturnTypes.Classify(method.ReturnType).Kind.IsAsync())
        {
            if (type is QualifiedNameSyntax qualified)
            {
                type = qualified.Right;
            }

            if (type is not GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments })
            {
                return [];
            }

            type = arguments[0];
        }

        var edits = new SourceEdits();
        edits.Insert(source.Id, type.Span.End, "?");

        // Where the null is deeper in the type this does not help.
        return await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            && await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Let '{method.Name}' return '{type}?'", nameof(AnnotateResultCodeFix), edits)]
                : [];
    }
}
