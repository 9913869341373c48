using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Settings;

/// <summary>CACHEKIT309: adds the stale window that another setting needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddStaleWindowCodeFix))]
public sealed class AddStaleWindowCodeFix : RepairingCodeFix
{
    private const string Window = "StaleFor = \"10m\"";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.StaleWindowMissing);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<AttributeSyntax>(diagnostic) is not { Parent.Parent: MethodDeclarationSyntax declaration } attribute
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method)
        {
            return [];
        }

        var edits = new SourceEdits();
        Attributes.AddArgument(source, edits, attribute, Window);
        return await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            ? [new Repair($"Add {Window}", nameof(AddStaleWindowCodeFix), edits)]
            : [];
    }
}
