using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Settings;

/// <summary>CACHEKIT700: makes a settings type, and the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeSettingsPartialCodeFix))]
public sealed class MakeSettingsPartialCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.SettingsNotPartial);

    internal override Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        return Task.FromResult<IReadOnlyList<Repair>>(
            source.FindNode<TypeDeclarationSyntax>(diagnostic) is { } declaration
            && source.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } type
            && PartialTypes.TryMake(source.Document.Project.Solution, edits, type, cancellationToken)
            && edits.Documents.Any()
                ? [new Repair($"Make '{type.Name}' partial", nameof(MakeSettingsPartialCodeFix), edits)]
                : []);
    }
}
