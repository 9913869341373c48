using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT103: makes a class a record, so that its members say what is equal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeRecordCodeFix))]
public sealed class MakeRecordCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.KeyClassWithoutValueEquality);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // A record has no base that is none, and a class none that is one. Parameters of a class would become properties.
        if (KeyClasses.Find(source, diagnostic, cancellationToken) is not var (parameter, type)
            || type is not { BaseType.SpecialType: SpecialType.System_Object, IsAbstract: false }
            || await type.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not ClassDeclarationSyntax { ParameterList: null } declaration
            || declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || await source.OfAsync(declaration.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
            || (await SymbolFinder.FindDerivedClassesAsync(type, source.Document.Project.Solution, cancellationToken: cancellationToken).ConfigureAwait(false)).Any())
        {
            return [];
        }

        var edits = new SourceEdits();
        edits.Replace(place.Id, declaration.Keyword.Span, "record");
        return await Speculation.RepairsAsync(source, edits, parameter.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            && await Speculation.CompilesAsync(source, edits, type, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Make '{type.Name}' a record", nameof(MakeRecordCodeFix), edits)]
                : [];
    }
}
