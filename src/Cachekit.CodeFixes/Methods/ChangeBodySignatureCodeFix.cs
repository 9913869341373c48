using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Methods;

/// <summary>CACHEKIT004: gives the uncached body the signature that its method needs, where its code and its callers still compile then.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeBodySignatureCodeFix))]
public sealed class ChangeBodySignatureCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.BodyMismatch);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<MethodDeclarationSyntax>(diagnostic) is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || Misfit(method) is not { } body
            || body.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax
            || await source.OfAsync(syntax.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place)
        {
            return [];
        }

        var edits = new SourceEdits();
        Change(source, place, edits, declaration, method, syntax, body);
        return edits.Documents.Any()
            && await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            && await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Change the signature of '{body.Name}'", nameof(ChangeBodySignatureCodeFix), edits)]
                : [];
    }

    /// <summary>The only method that has the name of the body, private so that nobody elsewhere calls it.</summary>
    private static IMethodSymbol? Misfit(IMethodSymbol method)
    {
        IMethodSymbol? found = null;
        foreach (var member in method.ContainingType.GetMembers(UncachedBodies.NameOf(method)))
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } candidate || SymbolEqualityComparer.Default.Equals(candidate, method))
            {
                continue;
            }

            if (found is not null || candidate is not { DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences.Length: 1 })
            {
                return null;
            }

            found = candidate;
        }

        return found;
    }

    private static void Change(
        SourceFacts source, SourceFacts place, SourceEdits edits, MethodDeclarationSyntax declaration, IMethodSymbol method, MethodDeclarationSyntax syntax, IMethodSymbol body)
    {
        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        var (bodyKind, bodyValue) = ReturnTypes.Classify(body.ReturnType);
        bodyValue = ReturnTypes.InCacheable(bodyValue) ?? bodyValue;
        if (kind.IsAsync() != bodyKind.IsAsync() || kind.HasValue() != bodyKind.HasValue() || !SymbolEqualityComparer.Default.Equals(value, bodyValue))
        {
            edits.Replace(place.Id, syntax.ReturnType.Span, declaration.ReturnType.ToString());
        }

        if (method.IsStatic && !body.IsStatic)
        {
            edits.Insert(place.Id, syntax.Modifiers.Count > 0 ? syntax.Modifiers[0].Span.End : syntax.ReturnType.SpanStart, syntax.Modifiers.Count > 0 ? " static" : "static ");
        }

        if (Parameters(place, declaration, method, syntax, body) is { } parameters)
        {
            edits.Replace(place.Id, syntax.ParameterList.Span, parameters);
        }

        var types = declaration.TypeParameterList is { } list ? $"<{string.Join(", ", list.Parameters.Select(static type => type.Identifier.Text))}>" : "";
        if (method.TypeParameters.Length != body.TypeParameters.Length)
        {
            edits.Replace(place.Id, TextSpan.FromBounds(syntax.Identifier.Span.End, syntax.ParameterList.SpanStart), types);
        }

        if (method.TypeParameters.Length > 0 && !method.IsOverride)
        {
            // What the body demands of its types and the method does not.
            var span = TextSpan.FromBounds(syntax.ParameterList.Span.End, BodySignature.LastToken(syntax).Span.End);
            var constraints = string.Concat(declaration.ConstraintClauses.Select(static clause => " " + clause));
            if (place.Text.ToString(span) != constraints)
            {
                edits.Replace(place.Id, span, constraints);
            }
        }
    }

    /// <summary>The parameters of the method, with the body's own names where they can stay, and with what only a body takes; null where they fit.</summary>
    private static string? Parameters(SourceFacts place, MethodDeclarationSyntax declaration, IMethodSymbol method, MethodDeclarationSyntax syntax, IMethodSymbol body)
    {
        if (AnnotatedMethods.TakesTheSame(body, method) || syntax.ParameterList.DescendantTrivia().Any(static trivia => trivia.IsDirective))
        {
            return null;
        }

        var old = body.Parameters.Where(AnnotatedMethods.IsArgument).ToList();
        var written = new List<string>();
        foreach (var parameter in method.Parameters.Where(AnnotatedMethods.IsArgument))
        {
            var known = old.Find(one => one.Name == parameter.Name)
                ?? old.Find(one => one.Ordinal == parameter.Ordinal && !method.Parameters.Any(other => other.Name == one.Name));
            var type = declaration.ParameterList.Parameters[parameter.Ordinal].Type!.ToString();
            written.Add($"{type} {(known ?? parameter).Name.EscapeIdentifier()}");
        }

        foreach (var parameter in body.Parameters.Where(static parameter => !AnnotatedMethods.IsArgument(parameter)))
        {
            written.Add(syntax.ParameterList.Parameters[parameter.Ordinal].ToString());
        }

        // As the body is written: a line for each, or one for all.
        var first = syntax.ParameterList.Parameters.FirstOrDefault();
        return first is not null && place.StartsLine(first.SpanStart)
            ? $"({place.BreakAt(first.SpanStart)}{string.Join("," + place.BreakAt(first.SpanStart), written)})"
            : $"({string.Join(", ", written)})";
    }
}
