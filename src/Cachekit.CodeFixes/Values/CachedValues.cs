using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics.Values;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Values;

/// <summary>Finds what a cached value consists of and what makes it mutable, as the analyzer does, and whether a change makes it immutable.</summary>
internal static class CachedValues
{
    private const int MostTypes = 50;

    /// <summary>The cached method at a diagnostic, and its value.</summary>
    public static (IMethodSymbol Method, ITypeSymbol Value)? Find(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        source.FindNode<MethodDeclarationSyntax>(diagnostic) is { } declaration
        && source.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } method
        && CachedValueAnalyzer.ValueOf(method, cancellationToken) is { } value
            ? (method, value)
            : null;

    public static MutabilityCause? CauseOf(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        if (CachedValueAnalyzer.ValueOf(method, cancellationToken) is not { } value)
        {
            return null;
        }

        var mutability = new MutabilityAnalysis(new ObjectShapeParser(method.ContainingType, compilation), compilation, cancellationToken);
        mutability.Analyze(value);
        return mutability.Cause;
    }

    /// <summary>Whether the value cannot be changed any more after a change that compiles.</summary>
    public static async Task<bool> IsImmutableAfterAsync(SourceFacts source, SourceEdits edits, IMethodSymbol method, CancellationToken cancellationToken)
    {
        var changed = await Speculation.CompileAsync(source, edits, cancellationToken).ConfigureAwait(false);
        return MethodIn(changed, method) is { } after
            && CauseOf(after, changed, cancellationToken) is null
            && await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false);
    }

    public static IMethodSymbol? MethodIn(Compilation compilation, IMethodSymbol method) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(method.GetDocumentationCommentId()!, compilation) as IMethodSymbol;

    /// <summary>The user's types in a value, the outermost first.</summary>
    /// <param name="value">The type of the value.</param>
    /// <param name="throughFields">Whether to look into fields too, which are not stored unless they are marked.</param>
    public static List<INamedTypeSymbol> Reachable(ITypeSymbol value, bool throughFields = false)
    {
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ITypeSymbol>([value]);
        var found = new List<INamedTypeSymbol>();
        while (pending.Count > 0 && found.Count < MostTypes)
        {
            var type = pending.Dequeue();
            if (type is IArrayTypeSymbol array)
            {
                pending.Enqueue(array.ElementType);
            }

            if (type is not INamedTypeSymbol named || !seen.Add(named.OriginalDefinition))
            {
                continue;
            }

            foreach (var argument in named.TypeArguments)
            {
                pending.Enqueue(argument);
            }

            if (named.Locations.Any(static location => location.IsInSource))
            {
                found.Add(named.OriginalDefinition);
                foreach (var member in named.OriginalDefinition.GetMembers().Where(static member => !member.IsStatic))
                {
                    if (member is IPropertySymbol property)
                    {
                        pending.Enqueue(property.Type);
                    }
                    else if (throughFields && member is IFieldSymbol field)
                    {
                        pending.Enqueue(field.Type);
                    }
                }
            }
        }

        return found;
    }
}
