using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Values;

/// <summary>Says what makes a value mutable, and what to write instead.</summary>
internal static class MutabilityTexts
{
    private const string Promise = "promise with [ImmutableObject(true)] at the type that its instances never change";

    public static (string What, string Instead) Of(MutabilityCause cause) => cause.Kind switch
    {
        MutabilityKind.Setter => ("has a setter", "make it a record with init members: write 'init' instead of 'set'"),
        MutabilityKind.Field => ("is a field that is not readonly", "make it a property with 'get' and 'init'"),
        MutabilityKind.Array => ("is an array, whose elements can be replaced", Array(cause.Type)),
        MutabilityKind.Collection => ("can be added to", Collection((INamedTypeSymbol)cause.Type)),
        MutabilityKind.NotSealed => ("is a class that is not sealed", "seal it, or " + Promise),
        MutabilityKind.Event => ("is an event", "remove it from the value"),
        MutabilityKind.Hidden => ($"has state of '{TypeNames.Short(cause.Type)}' that cannot be seen here", "declare a record of your own, or " + Promise),
        _ => ($"may be any '{TypeNames.Short(cause.Type)}'", "declare a sealed record, or " + Promise),
    };

    private static string Collection(INamedTypeSymbol type)
    {
        var arguments = new List<string>();
        foreach (var argument in type.TypeArguments)
        {
            arguments.Add(TypeNames.Short(argument));
        }

        var instead = type.TypeArguments.Length == 2 ? "IReadOnlyDictionary" : type.Name.EndsWith("Set", StringComparison.Ordinal) || type.Name.StartsWith("ISet", StringComparison.Ordinal) ? "IReadOnlySet" : "IReadOnlyList";
        return $"declare it as {instead}<{string.Join(", ", arguments)}>";
    }

    private static string Array(ITypeSymbol type)
    {
        if (type is not IArrayTypeSymbol { Rank: 1 } array)
        {
            return "declare it as a read-only list of read-only lists";
        }

        var element = TypeNames.Short(array.ElementType);
        return $"declare it as ImmutableArray<{element}> or IReadOnlyList<{element}>";
    }
}
