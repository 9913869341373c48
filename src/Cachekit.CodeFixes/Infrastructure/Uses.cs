using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>How the user's code uses a method, which decides whether its signature can change.</summary>
internal static class Uses
{
    /// <summary>Finds calls, and places that take the method as a delegate, which no other signature fits.</summary>
    public static async Task<(bool AnyCalls, bool AnyDelegates)> FindAsync(IMethodSymbol method, Solution solution, CancellationToken cancellationToken)
    {
        var anyCalls = false;
        var anyDelegates = false;
        foreach (var node in await ReferencesAsync(method, solution, cancellationToken).ConfigureAwait(false))
        {
            var expression = node;
            while (expression.Parent is MemberAccessExpressionSyntax access && access.Name == expression || expression.Parent is MemberBindingExpressionSyntax)
            {
                expression = expression.Parent;
            }

            if (expression.Parent is InvocationExpressionSyntax invocation && invocation.Expression == expression)
            {
                anyCalls = true;
            }
            else if (!IsNameOnly(expression))
            {
                anyDelegates = true;
            }
        }

        return (anyCalls, anyDelegates);
    }

    /// <summary>Whether others than its callers rely on the signature: an interface, a base, or types that override it.</summary>
    public static bool IsBound(IMethodSymbol method)
    {
        if (method.IsOverride || method.IsVirtual || method.IsAbstract || !method.ExplicitInterfaceImplementations.IsEmpty)
        {
            return true;
        }

        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            foreach (var member in contract.GetMembers(method.Name))
            {
                var implementation = method.ContainingType.FindImplementationForInterfaceMember(member);
                if (SymbolEqualityComparer.Default.Equals(implementation, method)
                    || (implementation is IMethodSymbol { PartialDefinitionPart: { } definition } && SymbolEqualityComparer.Default.Equals(definition, method)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The places in the user's files that name a symbol.</summary>
    public static async Task<IReadOnlyList<SyntaxNode>> ReferencesAsync(ISymbol symbol, Solution solution, CancellationToken cancellationToken)
    {
        var nodes = new List<SyntaxNode>();
        foreach (var referenced in await SymbolFinder.FindReferencesAsync(symbol, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var place in referenced.Locations)
            {
                if (place.Document is not SourceGeneratedDocument
                    && await place.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root)
                {
                    nodes.Add(root.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true));
                }
            }
        }

        return nodes;
    }

    /// <summary>Writes another type of a parameter where documentation names the method with its types.</summary>
    public static async Task ChangeCrefsAsync(SourceFacts source, SourceEdits edits, IParameterSymbol parameter, string metadataName, CancellationToken cancellationToken)
    {
        foreach (var node in await ReferencesAsync(parameter.ContainingSymbol, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            if (node.FirstAncestorOrSelf<NameMemberCrefSyntax>()?.Parameters is { } types
                && types.Parameters.Count > parameter.Ordinal
                && await source.OfAsync(node.SyntaxTree, cancellationToken).ConfigureAwait(false) is { } place
                && TypeNames.Name(place, edits, metadataName, node.FirstAncestorOrSelf<DocumentationCommentTriviaSyntax>()!.ParentTrivia.Token.SpanStart) is { } name)
            {
                var type = types.Parameters[parameter.Ordinal].Type;
                edits.Replace(place.Id, type is NullableTypeSyntax nullable ? nullable.ElementType.Span : type.Span, name);
            }
        }
    }

    /// <summary>Whether a name stands for itself, and nothing is read.</summary>
    public static bool IsNameOnly(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (ancestor is CrefSyntax or XmlNodeSyntax or AttributeSyntax
                or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } })
            {
                return true;
            }
        }

        return false;
    }
}
