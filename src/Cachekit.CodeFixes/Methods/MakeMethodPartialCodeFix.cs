using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Methods;

/// <summary>CACHEKIT001: makes an annotated method partial. Its code, where it has some, becomes the uncached body.</summary>
/// <remarks>
/// One that is partial and has its code is an implementing part that implements nothing. The generator reports it, which editors offer no
/// fixes for, so the error of the compiler that comes with it is fixed as well.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeMethodPartialCodeFix))]
public sealed class MakeMethodPartialCodeFix : RepairingCodeFix
{
    private const string PartWithoutDeclaration = "CS0759";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.MethodNotPartial, PartWithoutDeclaration);

    internal override Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Repair>>(
            source.FindNode<MethodDeclarationSyntax>(diagnostic) is { } method && Repair(source, method, cancellationToken) is { } repair ? [repair] : []);

    private static Repair? Repair(SourceFacts source, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        if (source.Model.GetDeclaredSymbol(method, cancellationToken) is not { } declared || !UncachedBodies.IsAnnotated(declared))
        {
            return null;
        }

        if (method.Body is not null || method.ExpressionBody is not null)
        {
            return MethodConversion.Split(source, method, added: [], cancellationToken) is { } split
                ? new Repair($"Make '{declared.Name}' partial, and move its body to a method of its own", nameof(MethodConversion), split)
                : null;
        }

        var edits = new SourceEdits();
        if (method.Modifiers.Any(SyntaxKind.AbstractKeyword)
            || method.Modifiers.Any(SyntaxKind.ExternKeyword)
            || method.ExplicitInterfaceSpecifier is not null
            || !PartialTypes.TryMake(source.Document.Project.Solution, edits, declared.ContainingType, cancellationToken))
        {
            return null;
        }

        MethodConversion.MakePartial(source, edits, method);
        if (UncachedBodies.Find(declared) is null && !NewBody.TryWrite(source, edits, method, declared))
        {
            return null;
        }

        return new Repair($"Make '{declared.Name}' partial", nameof(MakeMethodPartialCodeFix), edits);
    }
}
