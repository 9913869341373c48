using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Describes a generated type beside one of the user's, for methods that are not partial.</summary>
internal static class GeneratedContainers
{
    /// <summary>Describes the type.</summary>
    /// <param name="type">The user's type.</param>
    /// <param name="name">The name of the generated one.</param>
    /// <param name="kind">Its modifiers and its kind; without an accessibility it is internal, unless another part by the user says more.</param>
    /// <param name="interfaces">What it implements.</param>
    /// <param name="ending">The ending of the file's name.</param>
    public static ContainerModel Of(INamedTypeSymbol type, string name, string kind, IReadOnlyList<string> interfaces, string ending)
    {
        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", "");
        var parameters = new List<string>();
        foreach (var parameter in type.TypeParameters)
        {
            parameters.Add(parameter.Name.EscapeIdentifier());
        }

        var declaration = new StringBuilder($"{kind} {Head(name, parameters)}");
        for (var i = 0; i < interfaces.Count; i++)
        {
            declaration.Append(i == 0 ? " : " : ", ").Append(interfaces[i]);
        }

        foreach (var clause in ConstraintParser.Parse(type))
        {
            declaration.Append(' ').Append(clause);
        }

        return new ContainerModel(
            space,
            new EquatableArray<string>([declaration.ToString()]),
            HintNames.Of(type) + ending,
            name,
            FullName(type, name),
            parameters.ToEquatableArray(),
            IsSealed: true,
            IsValueType: false,
            RuntimeExpression: null,
            StaticRuntimeExpression: null,
            HidesBaseHandles: false,
            KeepsRuntime: false,
            HandleLikeMembers: default,
            HasHandleProperty: true)
        {
            InnerType = type.ToSource(),
        };
    }

    /// <summary>The other types, nested ones too, whose generated types stand in the same namespace with as many type parameters, so that their names must differ.</summary>
    public static IEnumerable<INamedTypeSymbol> Neighbours(INamedTypeSymbol type)
    {
        var pending = new Stack<INamedTypeSymbol>(type.ContainingNamespace.GetTypeMembers());
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (next.Arity == type.Arity && !SymbolEqualityComparer.Default.Equals(next, type))
            {
                yield return next;
            }

            foreach (var nested in next.GetTypeMembers())
            {
                pending.Push(nested);
            }
        }
    }

    /// <summary>Which of two types keeps a name that both would give: the one that is less nested, else the first by its name.</summary>
    public static int CompareClaims(INamedTypeSymbol x, INamedTypeSymbol y)
    {
        var depths = Depth(x).CompareTo(Depth(y));
        return depths != 0 ? depths : string.CompareOrdinal(x.ToSource(), y.ToSource());
    }

    /// <summary>The generated type as other code writes it.</summary>
    public static string FullName(INamedTypeSymbol type, string name)
    {
        var parameters = new List<string>();
        foreach (var parameter in type.TypeParameters)
        {
            parameters.Add(parameter.Name.EscapeIdentifier());
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? "global::" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".";
        return space + Head(name, parameters);
    }

    private static int Depth(INamedTypeSymbol type)
    {
        var depth = 0;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            depth++;
        }

        return depth;
    }

    private static string Head(string name, List<string> parameters) =>
        name.EscapeIdentifier() + (parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters)}>");
}
