using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Tells results whose work is done while they are read.</summary>
internal static class LazyResults
{
    /// <summary>Whether a method returns a stream, or its body is an iterator.</summary>
    public static bool AreOf(IMethodSymbol method, IMethodSymbol body, CancellationToken cancellationToken)
    {
        var (_, value) = ReturnTypes.Classify(method.ReturnType);
        return method.ReturnType.Is(KnownNames.Stream) || value?.Is(KnownNames.Stream) == true || IsIterator(body, cancellationToken);
    }

    private static bool IsIterator(IMethodSymbol body, CancellationToken cancellationToken)
    {
        foreach (var reference in body.DeclaringSyntaxReferences)
        {
            // What is inside of another function belongs to that.
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes(static node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)))
            {
                if (node is YieldStatementSyntax)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
