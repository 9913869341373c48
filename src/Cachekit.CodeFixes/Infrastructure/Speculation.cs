using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Tries changes before they are offered: what the compiler or the generator would refuse is not.</summary>
internal static class Speculation
{
    // The parts that the generator wrote are those for the code as it was. New ones come with the next run.
    private static readonly HashSet<string> AboutGeneratedParts = ["CS8795", "CS0759"];

    /// <summary>What the generator would refuse of a type's methods after a change that it does not refuse now.</summary>
    public static async Task<IReadOnlyList<Finding>> NewFindingsAsync(SourceFacts source, SourceEdits edits, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var changed = await CompileAsync(source, edits, cancellationToken).ConfigureAwait(false);
        return TypeIn(changed, type) is { } after
            ? Except(FindingsOf(after, changed, [], cancellationToken), FindingsOf(type, source.Compilation, [], cancellationToken))
            : [];
    }

    /// <summary>Whether a change takes a finding away from a type's methods and brings no other.</summary>
    /// <param name="source">The document.</param>
    /// <param name="edits">The change.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="ids">The id of the finding, and of those that it may turn into at other methods.</param>
    public static async Task<bool> RepairsAsync(SourceFacts source, SourceEdits edits, INamedTypeSymbol type, CancellationToken cancellationToken, params string[] ids)
    {
        var changed = await CompileAsync(source, edits, cancellationToken).ConfigureAwait(false);
        if (TypeIn(changed, type) is not { } after)
        {
            return false;
        }

        var findingsBefore = FindingsOf(type, source.Compilation, ids, cancellationToken);
        var findingsAfter = FindingsOf(after, changed, ids, cancellationToken);
        return findingsAfter.Count(IsMeant) < findingsBefore.Count(IsMeant) && Except(findingsAfter, findingsBefore).All(IsMeant);

        bool IsMeant(Finding finding) => Array.IndexOf(ids, finding.Id) >= 0;
    }

    /// <summary>Whether the changed documents, and those that declare a type, have no errors that they do not have now.</summary>
    public static async Task<bool> CompilesAsync(SourceFacts source, SourceEdits edits, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var changed = await CompileAsync(source, edits, cancellationToken).ConfigureAwait(false);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in edits.Documents)
        {
            paths.Add(PathOf(source.Document.Project.Solution.GetDocument(id)!));
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (source.Document.Project.Solution.GetDocument(reference.SyntaxTree) is { } document and not SourceGeneratedDocument)
            {
                paths.Add(PathOf(document));
            }
        }

        var before = ErrorsIn(source.Compilation, paths, cancellationToken);
        return ErrorsIn(changed, paths, cancellationToken).All(before.Remove);
    }

    public static async Task<Compilation> CompileAsync(SourceFacts source, SourceEdits edits, CancellationToken cancellationToken)
    {
        var compilation = source.Compilation;
        foreach (var id in edits.Documents)
        {
            if (source.Document.Project.GetDocument(id) is { } document
                && await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is { } tree)
            {
                var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(edits.Apply(id, text)));
            }
        }

        return compilation;
    }

    private static INamedTypeSymbol? TypeIn(Compilation compilation, INamedTypeSymbol type) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(type.GetDocumentationCommentId()!, compilation) as INamedTypeSymbol;

    private static List<Finding> FindingsOf(INamedTypeSymbol type, Compilation compilation, string[] ids, CancellationToken cancellationToken)
    {
        var report = new Report();
        var isCaching = false;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method)
            {
                continue;
            }

            var cache = method.FindAttribute(KnownNames.Cache);
            if (cache is not null)
            {
                SecurityParser.TryParse(method, cache, report, cancellationToken, out _);
            }

            if (OtherForms.Handle(method))
            {
                continue;
            }

            if (cache is not null)
            {
                isCaching = true;
                CachedMethodParser.Parse(method, cache, MethodForm.Partial, compilation, report, cancellationToken);
            }
            else if (method.HasAttribute(KnownNames.Invalidates) || method.HasAttribute(KnownNames.InvalidatesTag))
            {
                InvalidatingMethodParser.Parse(method, MethodForm.Partial, compilation, report, cancellationToken);
            }
        }

        OtherForms.Parse(type, compilation, report, cancellationToken);
        if (isCaching && TakenNames.Member(type) is { } taken)
        {
            report.Add(null, DiagnosticIds.HandleNameTaken, taken.Name);
        }

        // Ideas and warnings about the changed code come when it is there.
        return [.. report.Findings.Select(static pair => pair.Finding)
            .Where(finding => Array.IndexOf(ids, finding.Id) >= 0 || Descriptors.Create(finding, Location.None).Severity == DiagnosticSeverity.Error)];
    }

    private static List<Finding> Except(List<Finding> findings, List<Finding> known)
    {
        var left = new List<Finding>(known);
        return [.. findings.Where(finding => !left.Remove(finding))];
    }

    private static List<string> ErrorsIn(Compilation compilation, HashSet<string> paths, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!paths.Contains(tree.FilePath))
            {
                continue;
            }

            foreach (var diagnostic in compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken))
            {
                if (diagnostic.Severity == DiagnosticSeverity.Error && !AboutGeneratedParts.Contains(diagnostic.Id))
                {
                    errors.Add($"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
                }
            }
        }

        return errors;
    }

    private static string PathOf(Document document) => document.FilePath ?? document.Name;
}
