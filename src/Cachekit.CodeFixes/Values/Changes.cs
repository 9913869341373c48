using Cachekit.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Values;

/// <summary>Whether the user's code changes objects after they are made.</summary>
internal static class Changes
{
    private static readonly string[] OfCollections =
    [
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "Clear", "Sort", "Reverse",
        "Push", "Pop", "Enqueue", "Dequeue", "TryAdd", "TryRemove", "UnionWith", "ExceptWith", "IntersectWith",
    ];

    /// <summary>Whether a property or field is set anywhere but in initializers and the constructors of its type.</summary>
    public static Task<bool> AreMadeAsync(ISymbol member, Solution solution, CancellationToken cancellationToken) =>
        AnyAsync(member, solution, IsSet, cancellationToken);

    /// <summary>Whether what a property or field holds is changed: an element set, added or removed.</summary>
    public static Task<bool> AreMadeInsideAsync(ISymbol member, Solution solution, CancellationToken cancellationToken) =>
        AnyAsync(member, solution, static (expression, _) => IsChangedInside(expression), cancellationToken);

    private static async Task<bool> AnyAsync(ISymbol member, Solution solution, Func<SyntaxNode, ISymbol, bool> isChange, CancellationToken cancellationToken)
    {
        foreach (var node in await Uses.ReferencesAsync(member, solution, cancellationToken).ConfigureAwait(false))
        {
            var expression = node.Parent switch
            {
                MemberAccessExpressionSyntax access when access.Name == node => access,
                MemberBindingExpressionSyntax binding => binding,
                _ => node,
            };
            if (isChange(expression, member))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSet(SyntaxNode expression, ISymbol member) => expression.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Left == expression =>
            // The initializer of a property's object, without 'new', sets what is there already.
            !(assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                && (assignment.Parent is InitializerExpressionSyntax { Parent: not AssignmentExpressionSyntax } || IsOwnConstructor(assignment, expression, member))),
        PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression),
        PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.PostIncrementExpression) || postfix.IsKind(SyntaxKind.PostDecrementExpression),
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword),
        _ => false,
    };

    private static bool IsChangedInside(SyntaxNode expression) => expression.Parent switch
    {
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } call when call.Expression == expression => Array.IndexOf(OfCollections, call.Name.Identifier.ValueText) >= 0,
        ElementAccessExpressionSyntax element when element.Expression == expression =>
            element.Parent is AssignmentExpressionSyntax assignment ? assignment.Left == element
            : element.Parent is PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax,
        _ => false,
    };

    private static bool IsOwnConstructor(AssignmentExpressionSyntax assignment, SyntaxNode target, ISymbol member) =>
        target is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
        && assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>()?.Identifier.ValueText == member.ContainingType.Name
        && assignment.Ancestors().TakeWhile(static node => node is not ConstructorDeclarationSyntax).All(static node => node is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax));
}
