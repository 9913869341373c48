using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Refactorings;

/// <summary>Lets an annotated asynchronous method, and its uncached body, take a <c>CancellationToken</c>.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(AddCancellationTokenRefactoring))]
public sealed class AddCancellationTokenRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var solution = context.Document.Project.Solution;
        if (await MethodHeads.FindAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is var (source, declaration, method)
            && await EditsAsync(source, declaration, method, context.CancellationToken).ConfigureAwait(false) is { } edits)
        {
            context.RegisterRefactoring(new RepairAction($"Add a CancellationToken to '{method.Name}'", nameof(AddCancellationTokenRefactoring), solution, edits));
        }
    }

    private static async Task<SourceEdits?> EditsAsync(
        SourceFacts source, MethodDeclarationSyntax declaration, IMethodSymbol method, CancellationToken cancellationToken)
    {
        var kind = ReturnTypes.Classify(method.ReturnType).Kind;
        if (!method.IsPartialDefinition
            || !UncachedBodies.IsAnnotated(method)
            || !(kind.IsAsync() || kind == ReturnKind.Stream)
            || AnnotatedMethods.HasToken(method)
            || AnnotatedMethods.HasTwin(method)
            || Uses.IsBound(method)
            || (await Uses.FindAsync(method, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false)).AnyDelegates)
        {
            return null;
        }

        var edits = new SourceEdits();
        var name = TokenParameter.FreeName(declaration, null);
        if (!TokenParameter.TryAdd(source, edits, declaration, name, isOptional: true))
        {
            return null;
        }

        // A body that cannot change runs without it, as it does now.
        var ofBody = new SourceEdits();
        if (UncachedBodies.Find(method) is { } body
            && !AnnotatedMethods.HasToken(body)
            && await TokenParameter.TryAddToBodyAsync(source, ofBody, body, name, cancellationToken).ConfigureAwait(false)
            && !edits.TryAdd(ofBody))
        {
            return null;
        }

        return edits;
    }
}
