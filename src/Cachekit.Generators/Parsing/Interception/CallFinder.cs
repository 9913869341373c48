using System.Runtime.CompilerServices;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Interception;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Interception;

/// <summary>Finds the calls of annotated methods in a compilation.</summary>
/// <remarks>
/// Only a call with the name of such a method is bound. What calls a file has is remembered for as long as the file is the same: it is text, and depends on nothing else.
/// </remarks>
internal static class CallFinder
{
    private static readonly ConditionalWeakTable<SyntaxTree, List<InvocationExpressionSyntax>> CallsOfFile = new();

    /// <summary>The types with annotated methods that are called or can have calls, with the places of the calls.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="names">The names of the annotated methods.</param>
    /// <param name="locations">Asks the compiler for places.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IEnumerable<TypeModel> Find(Compilation compilation, EquatableArray<string> names, InterceptableLocations locations, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        if (known.Count == 0 || !locations.AreKnown || !InterceptionSettings.AreAllowed(compilation))
        {
            yield break;
        }

        var types = new Dictionary<INamedTypeSymbol, Dictionary<IMethodSymbol, List<CallLocationModel>>>(SymbolEqualityComparer.Default);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SemanticModel? model = null;
            foreach (var call in CallsOfFile.GetValue(tree, static file => Calls(file)))
            {
                if (NameOf(call) is not { } name || !known.Contains(name))
                {
                    continue;
                }

                model ??= compilation.GetSemanticModel(tree);
                if (InterceptedCalls.TargetOf(model, call, cancellationToken) is { } target
                    && InterceptedCalls.Problem(model, call, target, cancellationToken) is null
                    && locations.Of(model, call, cancellationToken) is { } place)
                {
                    Add(target, place);
                }
            }
        }

        var sorted = new List<INamedTypeSymbol>(types.Keys);
        sorted.Sort(static (x, y) => string.CompareOrdinal(x.ToSource(), y.ToSource()));
        foreach (var type in sorted)
        {
            if (InterceptedTypes.Parse(type, types[type], compilation, new Report(), cancellationToken) is { } found)
            {
                yield return found;
            }
        }

        void Add(IMethodSymbol target, CallLocationModel place)
        {
            if (!types.TryGetValue(target.ContainingType, out var methods))
            {
                types.Add(target.ContainingType, methods = new(SymbolEqualityComparer.Default));
            }

            if (!methods.TryGetValue(target, out var places))
            {
                methods.Add(target, places = []);
            }

            places.Add(place);
        }
    }

    private static List<InvocationExpressionSyntax> Calls(SyntaxTree tree)
    {
        var calls = new List<InvocationExpressionSyntax>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && NameOf(call) is not null)
            {
                calls.Add(call);
            }
        }

        return calls;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };
}
