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
    /// <summary>What makes a method a cached one.</summary>
    public static readonly (string MetadataName, string Arguments) Caching = (KnownNames.Cache, "Ttl = \"5m\"");

    private const string Accessibility = "private ";
    private const string Partial = "partial ";

    private static readonly string[] OtherNames = ["Uncached", "Body"];

    /// <summary>Splits a method.</summary>
    /// <param name="source">Its document.</param>
    /// <param name="method">The method.</param>
    /// <param name="added">The attributes that it gets, and what stands in their parentheses; none where it has one already.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The changes, or null where the method cannot be split.</returns>
    public static SourceEdits? Split(SourceFacts source, MethodDeclarationSyntax method, (string MetadataName, string Arguments)[] added, CancellationToken cancellationToken)
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
        foreach (var (metadataName, arguments) in added)
        {
            if (TypeNames.Attribute(source, edits, metadataName, method.SpanStart) is not { } attribute)
            {
                return null;
            }

            // One of them says where the body is.
            var isFirst = (metadataName, arguments) == added[0];
            Attributes.Add(source, edits, method, namesBody && isFirst ? $"{attribute}({arguments}, Source = nameof({name}))" : $"{attribute}({arguments})");
        }

        if (added.Length == 0 && namesBody)
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
        var removed = 0;
        foreach (var modifier in method.Modifiers)
        {
            if (modifier.IsKind(SyntaxKind.AsyncKeyword))
            {
                var span = SourceFacts.WithSpaceAfter(modifier);
                removed = span.Length;
                edits.Remove(source.Id, span);
            }
        }

        MakePartial(source, edits, method, removed);
        Attributes.Remove(
            source,
            edits,
            method.AttributeLists.Concat(method.ParameterList.Parameters.SelectMany(static parameter => parameter.AttributeLists))
                .SelectMany(static list => list.Attributes)
                .Where(attribute => BodySignature.IsOfBodyOnly(source, attribute)));
    }

    /// <summary>Adds the modifier, and the accessibility that a partial method with a result has to state.</summary>
    /// <param name="source">The document.</param>
    /// <param name="edits">Takes the changes.</param>
    /// <param name="method">The method.</param>
    /// <param name="removed">How much goes from its first line.</param>
    public static void MakePartial(SourceFacts source, SourceEdits edits, MethodDeclarationSyntax method, int removed = 0)
    {
        var shift = -removed;
        var start = SourceFacts.AfterAttributes(method).SpanStart;
        if (!HasAccessibility(method))
        {
            edits.Insert(source.Id, start, Accessibility);
            shift += Accessibility.Length;
        }

        if (!method.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            edits.Insert(source.Id, method.ReturnType.SpanStart, Partial);
            shift += Partial.Length;
        }

        // What stands below the first parameter stays there, where the parenthesis moves with what is before it.
        if (start >= source.Text.Lines.GetLineFromPosition(method.ParameterList.SpanStart).Start)
        {
            foreach (var space in BodySignature.Aligned(source, method.ParameterList))
            {
                edits.Replace(source.Id, space, BodySignature.Shift(source.Text.ToString(space), shift));
            }
        }
    }

    private static bool HasAccessibility(MethodDeclarationSyntax method) => method.Modifiers.Any(static modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind()));
}
