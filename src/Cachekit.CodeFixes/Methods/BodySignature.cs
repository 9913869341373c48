using System.Text;
using Cachekit.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Methods;

/// <summary>Writes the signature of an uncached body as that of its method is written: the same types, names and lines.</summary>
internal static class BodySignature
{
    /// <summary>What the compiler makes of an attribute concerns the code of the body, not the declaration that callers see.</summary>
    private static readonly string[] OfBodiesOnly = ["EnumeratorCancellationAttribute", "AsyncMethodBuilderAttribute"];

    private static readonly SymbolDisplayFormat WithConstraints = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Writes the signature, private and without a body.</summary>
    /// <param name="source">The document of the method.</param>
    /// <param name="method">The method.</param>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="name">The name of the body.</param>
    /// <param name="isMoved">Whether the code of the method moves there, with what concerns it: <c>async</c> and attributes for the compiler.</param>
    public static string Write(SourceFacts source, MethodDeclarationSyntax method, IMethodSymbol symbol, string name, bool isMoved)
    {
        var text = new StringBuilder();
        if (isMoved)
        {
            foreach (var list in method.AttributeLists)
            {
                foreach (var attribute in list.Attributes)
                {
                    if (ConcernsCode(source, attribute))
                    {
                        text.Append('[').Append(list.Target is null ? "" : list.Target + " ").Append(attribute).Append(']').Append(source.BreakAt(method.SpanStart));
                    }
                }
            }
        }

        text.Append("private ");
        foreach (var modifier in method.Modifiers)
        {
            if (modifier.IsKind(SyntaxKind.StaticKeyword) || modifier.IsKind(SyntaxKind.ReadOnlyKeyword) || modifier.IsKind(SyntaxKind.UnsafeKeyword)
                || (isMoved && modifier.IsKind(SyntaxKind.AsyncKeyword)))
            {
                text.Append(modifier.ValueText).Append(' ');
            }
        }

        text.Append(method.ReturnType).Append(' ').Append(name);
        if (method.TypeParameterList is { } types)
        {
            text.Append('<').Append(string.Join(", ", types.Parameters.Select(static parameter => parameter.Identifier.Text))).Append('>');
        }

        // The first line from its start to the parenthesis, as it was and as it is.
        var lineStart = source.IndentationAt(method.SpanStart).Length;
        var now = text.ToString();
        var column = lineStart + now.Length - (now.LastIndexOf('\n') is var line and >= 0 ? line + 1 + lineStart : 0);
        var shift = column - ColumnOf(source, method.ParameterList.SpanStart);
        return text.Append(Parameters(source, method.ParameterList, shift)).Append(Constraints(source, method, symbol)).ToString();
    }

    /// <summary>Whether an attribute of the declaration belongs to the code alone, where it goes with it.</summary>
    public static bool IsOfBodyOnly(SourceFacts source, AttributeSyntax attribute) =>
        TypeOf(source, attribute) is { } type && Array.IndexOf(OfBodiesOnly, type.Name) >= 0;

    /// <summary>The last token of a method's signature.</summary>
    public static SyntaxToken LastToken(MethodDeclarationSyntax method) =>
        method.ConstraintClauses.Count > 0 ? method.ConstraintClauses[method.ConstraintClauses.Count - 1].GetLastToken() : method.ParameterList.CloseParenToken;

    private static INamedTypeSymbol? TypeOf(SourceFacts source, AttributeSyntax attribute) => source.Model.GetSymbolInfo(attribute).Symbol?.ContainingType;

    // What analyses of the compiler and the linker go by: null states, trimming, suppressions.
    private static bool ConcernsCode(SourceFacts source, AttributeSyntax attribute) =>
        IsOfBodyOnly(source, attribute)
        || TypeOf(source, attribute)?.ContainingNamespace.ToDisplayString() == "System.Diagnostics.CodeAnalysis";

    private static int ColumnOf(SourceFacts source, int position) => position - source.Text.Lines.GetLineFromPosition(position).Start;

    /// <summary>Where parameters stand below the first one, which stands behind the parenthesis: each place with its white space.</summary>
    public static IEnumerable<TextSpan> Aligned(SourceFacts source, ParameterListSyntax list)
    {
        if (list.Parameters.Count == 0 || source.StartsLine(list.Parameters[0].SpanStart))
        {
            yield break;
        }

        var column = ColumnOf(source, list.Parameters[0].SpanStart);
        foreach (var parameter in list.Parameters)
        {
            if (source.StartsLine(parameter.SpanStart) && ColumnOf(source, parameter.SpanStart) == column)
            {
                yield return TextSpan.FromBounds(source.Text.Lines.GetLineFromPosition(parameter.SpanStart).Start, parameter.SpanStart);
            }
        }
    }

    /// <summary>White space made longer or shorter at its end.</summary>
    public static string Shift(string space, int by) => by >= 0 ? space + new string(' ', by) : space.Substring(0, Math.Max(0, space.Length + by));

    private static string Parameters(SourceFacts source, ParameterListSyntax list, int shift)
    {
        var hasComments = list.DescendantTrivia().Any(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (hasComments)
        {
            return "(" + string.Join(", ", list.Parameters.Select(parameter => Parameter(source, parameter))) + ")";
        }

        var aligned = Aligned(source, list).ToList();
        var text = new StringBuilder();
        var position = list.SpanStart;
        foreach (var parameter in list.Parameters)
        {
            var space = aligned.FindIndex(span => span.End == parameter.SpanStart) is var index and >= 0 ? aligned[index] : new TextSpan(parameter.SpanStart, 0);
            text.Append(source.Text.ToString(TextSpan.FromBounds(position, space.Start))).Append(Shift(source.Text.ToString(space), space.Length > 0 ? shift : 0)).Append(Parameter(source, parameter));
            position = parameter.Span.End;
        }

        return text.Append(source.Text.ToString(TextSpan.FromBounds(position, list.Span.End))).ToString();
    }

    private static string Parameter(SourceFacts source, ParameterSyntax parameter)
    {
        var text = new StringBuilder();
        foreach (var attribute in parameter.AttributeLists.SelectMany(static list => list.Attributes))
        {
            if (ConcernsCode(source, attribute))
            {
                text.Append('[').Append(attribute).Append("] ");
            }
        }

        foreach (var modifier in parameter.Modifiers)
        {
            if (!modifier.IsKind(SyntaxKind.ThisKeyword))
            {
                text.Append(modifier.ValueText).Append(' ');
            }
        }

        return text.Append(parameter.Type).Append(' ').Append(parameter.Identifier.Text).ToString();
    }

    private static string Constraints(SourceFacts source, MethodDeclarationSyntax method, IMethodSymbol symbol)
    {
        if (symbol.IsOverride && symbol.TypeParameters.Length > 0)
        {
            // An override inherits its constraints, and the body has none to inherit.
            var whole = symbol.ToMinimalDisplayString(source.Model, method.SpanStart, WithConstraints);
            var start = whole.IndexOf(" where ", StringComparison.Ordinal);
            return start < 0 ? "" : whole.Substring(start);
        }

        if (method.ConstraintClauses.Count == 0)
        {
            return "";
        }

        var span = TextSpan.FromBounds(method.ParameterList.Span.End, LastToken(method).Span.End);
        var written = source.Text.ToString(span);
        return written.Contains("//") || written.Contains("/*")
            ? string.Concat(method.ConstraintClauses.Select(static clause => " " + clause))
            : written;
    }
}
