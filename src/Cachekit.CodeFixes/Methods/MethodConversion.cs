using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Methods;

/// <summary>Splits an ordinary method into a partial declaration, which keeps everything that callers see, and a private method with its code.</summary>
internal static class MethodConversion
{
    private const string Life = "Ttl = \"5m\"";

    private static readonly string[] OtherNames = ["Uncached", "Body"];

    /// <summary>Splits a method.</summary>
    /// <param name="source">Its document.</param>
    /// <param name="method">The method.</param>
    /// <param name="isAnnotated">Whether it has its attribute already; else it gets <c>[Cache]</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The changes, or null where the method cannot be split.</returns>
    public static SourceEdits? Split(SourceFacts source, MethodDeclarationSyntax method, bool isAnnotated, CancellationToken cancellationToken)
    {
        if (!CanBeSplit(method)
            || source.Model.GetDeclaredSymbol(method, cancellationToken) is not { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null } symbol
            || AnnotatedMethods.HasTwin(symbol))
        {
            return null;
        }

        var edits = new SourceEdits();
        if (BodyName(symbol) is not { } name || !PartialTypes.TryMake(source.Document.Project.Solution, edits, symbol.ContainingType, cancellationToken))
        {
            return null;
        }

        var namesBody = name != UncachedBodies.NameOf(symbol);
        if (!isAnnotated)
        {
            if (TypeNames.Attribute(source, edits, KnownNames.Cache, method.SpanStart) is not { } attribute)
            {
                return null;
            }

            Attributes.Add(source, edits, method, namesBody ? $"{attribute}({Life}, Source = nameof({name}))" : $"{attribute}({Life})");
        }
        else if (namesBody)
        {
            if (Annotation(symbol, cancellationToken) is not { } annotation)
            {
                return null;
            }

            Attributes.AddArgument(source, edits, annotation, $"Source = nameof({name})");
        }

        MakeDeclaration(source, edits, method);
        var end = BodySignature.LastToken(method).Span.End;
        edits.Insert(source.Id, end, ";" + source.MemberBreakAt(method.SpanStart) + BodySignature.Write(source, method, symbol, name, isMoved: true));
        return edits;
    }

    private static bool CanBeSplit(MethodDeclarationSyntax method) =>
        (method.Body is not null || method.ExpressionBody is not null)
        && method is { ExplicitInterfaceSpecifier: null, ReturnType: not RefTypeSyntax }
        && !method.Modifiers.Any(SyntaxKind.AbstractKeyword)
        && !method.Modifiers.Any(SyntaxKind.ExternKeyword)
        && !method.ParameterList.Parameters.Any(static parameter => parameter.Modifiers.Any(SyntaxKind.RefKeyword) || parameter.Modifiers.Any(SyntaxKind.OutKeyword))
        && !HasDirectivesIn(method);

    /// <summary>Whether the preprocessor chooses between signatures: parts of one would land in the other.</summary>
    private static bool HasDirectivesIn(MethodDeclarationSyntax method)
    {
        var signature = TextSpan.FromBounds(method.SpanStart, BodySignature.LastToken(method).Span.End);
        return method.DescendantTrivia().Any(trivia => trivia.IsDirective && signature.Contains(trivia.SpanStart));
    }

    private static string? BodyName(IMethodSymbol method)
    {
        var wanted = UncachedBodies.NameOf(method);
        if (AnnotatedMethods.IsFree(wanted, method))
        {
            return wanted;
        }

        if (UncachedBodies.SourceOf(method, out _) is not null)
        {
            // The attribute names what is something else.
            return null;
        }

        var conventional = BodyParser.ConventionalName(method);
        var core = conventional.LastIndexOf("Core", StringComparison.Ordinal);
        foreach (var other in OtherNames)
        {
            var name = conventional.Substring(0, core) + other + conventional.Substring(core + "Core".Length);
            if (AnnotatedMethods.IsFree(name, method))
            {
                return name;
            }
        }

        return null;
    }

    private static AttributeSyntax? Annotation(IMethodSymbol method, CancellationToken cancellationToken) =>
        Attributes.Find(method, KnownNames.Cache, cancellationToken)
        ?? Attributes.Find(method, KnownNames.Invalidates, cancellationToken)
        ?? Attributes.Find(method, KnownNames.InvalidatesTag, cancellationToken);

    /// <summary>Makes the head of the method that of a partial declaration.</summary>
    private static void MakeDeclaration(SourceFacts source, SourceEdits edits, MethodDeclarationSyntax method)
    {
        MakePartial(source, edits, method);
        foreach (var modifier in method.Modifiers)
        {
            if (modifier.IsKind(SyntaxKind.AsyncKeyword))
            {
                edits.Remove(source.Id, SourceFacts.WithSpaceAfter(modifier));
            }
        }

        Attributes.Remove(
            source,
            edits,
            method.AttributeLists.Concat(method.ParameterList.Parameters.SelectMany(static parameter => parameter.AttributeLists))
                .SelectMany(static list => list.Attributes)
                .Where(attribute => BodySignature.IsOfBodyOnly(source, attribute)));
    }

    /// <summary>Adds the modifier, and the accessibility that a partial method with a result has to state.</summary>
    public static void MakePartial(SourceFacts source, SourceEdits edits, MethodDeclarationSyntax method)
    {
        if (!method.Modifiers.Any(static modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind())))
        {
            edits.Insert(source.Id, SourceFacts.AfterAttributes(method).SpanStart, "private ");
        }

        if (!method.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            edits.Insert(source.Id, method.ReturnType.SpanStart, "partial ");
        }
    }
}
