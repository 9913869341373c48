using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Finds code that tells two objects of a class apart, which would be equal as records.</summary>
internal static class ReferenceEquality
{
    private static readonly HashSet<string> Comparing = new(StringComparer.Ordinal)
    {
        "Equals", "ReferenceEquals", "GetHashCode", "Contains", "ContainsKey", "ContainsValue", "IndexOf", "LastIndexOf", "Remove", "Distinct", "Except", "Intersect", "Union",
        "ToHashSet", "ToLookup", "GroupBy", "SequenceEqual", "ToFrozenSet", "ToImmutableHashSet",
    };

    // A context of Entity Framework tracks its entities by reference.
    private static readonly HashSet<string> ByElement = new(StringComparer.Ordinal)
    {
        "HashSet", "ISet", "IReadOnlySet", "Dictionary", "IDictionary", "IReadOnlyDictionary", "ConcurrentDictionary", "ImmutableHashSet", "ImmutableDictionary", "FrozenSet",
        "FrozenDictionary", "ConditionalWeakTable", "DbSet",
    };

    /// <summary>Whether code of the solution compares objects of a class, or keeps them where they are compared.</summary>
    public static async Task<bool> IsReliedOnAsync(INamedTypeSymbol type, Solution solution, CancellationToken cancellationToken)
    {
        if (solution.GetProject(type.ContainingAssembly, cancellationToken) is not { } declaring)
        {
            return true;
        }

        var projects = solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(declaring.Id).Select(solution.GetProject).Append(declaring);
        foreach (var document in projects.SelectMany(static project => project!.Documents))
        {
            if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            {
                continue;
            }

            // The syntax says of most documents that there is nothing to bind.
            var candidates = root.DescendantNodes().Where(IsCandidate).ToList();
            if (candidates.Count > 0 && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
                && candidates.Exists(candidate => Concerns(model, candidate, type, cancellationToken)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCandidate(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax binary => (binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression))
            && binary is { Left: not LiteralExpressionSyntax, Right: not LiteralExpressionSyntax },
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } => Comparing.Contains(name.Identifier.ValueText),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => Comparing.Contains(name.Identifier.ValueText),
        MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax } binding => Comparing.Contains(binding.Name.Identifier.ValueText),
        GenericNameSyntax generic => ByElement.Contains(generic.Identifier.ValueText),
        _ => false,
    };

    private static bool Concerns(SemanticModel model, SyntaxNode candidate, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        switch (candidate)
        {
            case BinaryExpressionSyntax binary:
                return Is(model.GetTypeInfo(binary.Left, cancellationToken).Type) || Is(model.GetTypeInfo(binary.Right, cancellationToken).Type);
            case GenericNameSyntax generic:
                return Is(model.GetTypeInfo(generic.TypeArgumentList.Arguments[0], cancellationToken).Type);
            default:
                var call = candidate as InvocationExpressionSyntax ?? (InvocationExpressionSyntax)candidate.Parent!;
                return Is(ReceiverOf(model, call, cancellationToken))
                    || model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { TypeArguments: var arguments } && arguments.Any(Is)
                    || call.ArgumentList.Arguments.Any(argument => Is(model.GetTypeInfo(argument.Expression, cancellationToken).Type));
        }

        bool Is(ITypeSymbol? other) => other?.OriginalDefinition is INamedTypeSymbol named
            && named.Name == type.Name
            && named.GetDocumentationCommentId() == type.OriginalDefinition.GetDocumentationCommentId();
    }

    // Not that of the symbol: GetHashCode is one of any object.
    private static ITypeSymbol? ReceiverOf(SemanticModel model, InvocationExpressionSyntax call, CancellationToken cancellationToken) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => model.GetTypeInfo(access.Expression, cancellationToken).Type,
        MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access ? model.GetTypeInfo(access.Expression, cancellationToken).Type : null,
        _ => null,
    };
}
