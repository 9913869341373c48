using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Refactorings;

/// <summary>Turns an ordinary method into a cached one.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(CacheMethodRefactoring))]
public sealed class CacheMethodRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var cancellationToken = context.CancellationToken;
        if (await MethodHeads.FindAsync(context.Document, context.Span, cancellationToken).ConfigureAwait(false) is not var (source, declaration, method)
            || UncachedBodies.IsAnnotated(method)
            || !ReturnTypes.Classify(method.ReturnType).Kind.HasValue()
            || MethodConversion.Split(source, declaration, [MethodConversion.Caching], cancellationToken) is not { } edits
            // What the generator would refuse, a value that is no data for example, is not offered.
            || (await Speculation.NewFindingsAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)).Count > 0
            || !await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        context.RegisterRefactoring(new RepairAction($"Cache '{method.Name}'", nameof(CacheMethodRefactoring), context.Document.Project.Solution, edits));
    }
}
