using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Methods;

/// <summary>CACHEKIT002: makes the type of an annotated method, and all types around it, partial.</summary>
/// <remarks>
/// Editors offer fixes for what the compiler and analyzers report, and this is reported by the generator. So the errors of the compiler
/// that come with it are fixed as well.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTypePartialCodeFix))]
public sealed class MakeTypePartialCodeFix : RepairingCodeFix
{
    private const string PartialMethodOutsideOfPartialType = "CS0751";
    private const string PartialMethodWithoutImplementation = "CS8795";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TypeNotPartial, PartialMethodOutsideOfPartialType, PartialMethodWithoutImplementation);

    internal override Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        return Task.FromResult<IReadOnlyList<Repair>>(
            source.FindNode<MethodDeclarationSyntax>(diagnostic) is { } declaration
            && source.Model.GetDeclaredSymbol(declaration, cancellationToken) is { IsPartialDefinition: true } method
            && UncachedBodies.IsAnnotated(method)
            && PartialTypes.TryMake(source.Document.Project.Solution, edits, method.ContainingType, cancellationToken)
            && edits.Documents.Any()
                ? [new Repair("Make the containing types partial", nameof(MakeTypePartialCodeFix), edits)]
                : []);
    }
}
