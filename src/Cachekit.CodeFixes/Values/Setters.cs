using Cachekit.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Values;

/// <summary>Makes setters init-only.</summary>
internal static class Setters
{
    /// <summary>Writes <c>init</c> for <c>set</c> in all types of a value.</summary>
    /// <returns>The types that had setters, or null where one cannot be changed.</returns>
    public static async Task<IReadOnlyList<INamedTypeSymbol>?> MakeInitOnlyAsync(SourceFacts source, SourceEdits edits, ITypeSymbol value, CancellationToken cancellationToken)
    {
        var changed = new List<INamedTypeSymbol>();
        foreach (var type in CachedValues.Reachable(value))
        {
            var setters = Of(type);
            if (setters.Count > 0)
            {
                changed.Add(type);
                if (!await TryChangeAsync(source, edits, setters, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }
            }
        }

        return changed;
    }

    private static List<IPropertySymbol> Of(INamedTypeSymbol type) =>
        [.. type.GetMembers().OfType<IPropertySymbol>().Where(static property => property is { IsStatic: false, IsIndexer: false, SetMethod.IsInitOnly: false })];

    private static async Task<bool> TryChangeAsync(SourceFacts source, SourceEdits edits, List<IPropertySymbol> properties, CancellationToken cancellationToken)
    {
        foreach (var property in properties)
        {
            if (property.DeclaringSyntaxReferences.Length != 1
                || await property.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
                || accessors.Any(static accessor => accessor.Body is not null || accessor.ExpressionBody is not null)
                || accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) is not { } setter
                || await source.OfAsync(setter.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
                || await Changes.AreMadeAsync(property, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            edits.Replace(place.Id, setter.Keyword.Span, "init");
        }

        return true;
    }
}
