using System.Runtime.ExceptionServices;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Incremental;

/// <summary>Parses the annotated methods of a file.</summary>
internal static class AnnotatedTreeParser
{
    /// <summary>Parses them; what is thrown is a result as well.</summary>
    /// <remarks>
    /// Of a step that throws the driver forgets all results. It would ask for the other files again in a later run, which may have none of their compilations left.
    /// </remarks>
    public static ParsedTree Parse(AnnotatedTree file, CancellationToken cancellationToken)
    {
        try
        {
            return Read(file, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new ParsedTree(default, default, default) { Failure = ExceptionDispatchInfo.Capture(failure) };
        }
    }

    private static ParsedTree Read(AnnotatedTree file, CancellationToken cancellationToken)
    {
        var (tree, compilation) = file.Open();
        var cached = new List<ParsedMethod<CachedMethodModel>>();
        var invalidating = new List<ParsedMethod<InvalidatingMethodModel>>();
        var lonely = new List<RefusalModel>();
        SemanticModel? semantics = null;
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is not MethodDeclarationSyntax { AttributeLists.Count: > 0 } declaration)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            semantics ??= compilation.GetSemanticModel(tree);
            if (semantics.GetDeclaredSymbol(declaration, cancellationToken) is not IMethodSymbol method)
            {
                continue;
            }

            if (Find(method, declaration, KnownNames.Cache) is { } cache)
            {
                var report = new Report();
                cached.Add(OtherForms.Handle(method)
                    ? ParsedMethod<CachedMethodModel>.OfOtherForm(method)
                    : ParsedMethod<CachedMethodModel>.From(CachedMethodParser.Parse(method, cache, MethodForm.Partial, compilation, report, cancellationToken), report));
            }

            if (Find(method, declaration, KnownNames.Invalidates) is not null || Find(method, declaration, KnownNames.InvalidatesTag) is not null)
            {
                var report = new Report();
                invalidating.Add(OtherForms.Handle(method)
                    ? ParsedMethod<InvalidatingMethodModel>.OfOtherForm(method)
                    : ParsedMethod<InvalidatingMethodModel>.From(InvalidatingMethodParser.Parse(method, MethodForm.Partial, compilation, report, cancellationToken), report));
            }

            if (LonelyMarks.Find(method, cancellationToken) is { } mark)
            {
                lonely.Add(RefusalModel.Create(mark.Finding, mark.Location));
            }
        }

        return new ParsedTree(cached.ToEquatableArray(), invalidating.ToEquatableArray(), lonely.ToEquatableArray());
    }

    /// <summary>An attribute that is written at this part of the method.</summary>
    private static AttributeData? Find(IMethodSymbol method, MethodDeclarationSyntax declaration, string name)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && type.Is(name)
                && attribute.ApplicationSyntaxReference is { } place
                && place.SyntaxTree == declaration.SyntaxTree
                && declaration.Span.Contains(place.Span))
            {
                return attribute;
            }
        }

        return null;
    }
}
