using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>The items of value tuples and of <c>System.Tuple</c>.</summary>
internal static class TupleItems
{
    public static bool IsTuple(INamedTypeSymbol type) =>
        type.IsTupleType || (type.Name is "Tuple" or "ValueTuple" && IsSystemTuple(type));

    /// <summary>All items in order. A value tuple of more than seven is flat, as the language sees it; a <c>System.Tuple</c> keeps its <c>Rest</c>.</summary>
    public static List<(string Name, ITypeSymbol Type)> Of(INamedTypeSymbol type)
    {
        var items = new List<(string, ITypeSymbol)>();
        if (type.IsTupleType && !type.TupleElements.IsDefaultOrEmpty)
        {
            foreach (var element in type.TupleElements)
            {
                items.Add(($"Item{items.Count + 1}", element.Type));
            }

            return items;
        }

        for (var i = 0; i < type.TypeArguments.Length; i++)
        {
            items.Add((i == 7 ? "Rest" : $"Item{i + 1}", type.TypeArguments[i]));
        }

        return items;
    }

    private static bool IsSystemTuple(INamedTypeSymbol type) =>
        type.ContainingType is null && type.ContainingNamespace?.ToDisplayString() == "System" && WellKnownTypes.IsFramework(type) && !type.IsStatic;
}
