using System.Text;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>
/// The names of codecs. A name depends on the type and the containing type alone, because the methods of a type are parsed
/// one by one and share one <c>Codecs</c> class. A type gets its own simple name where no other type could have the same;
/// all others get a short hash.
/// </summary>
internal static class CodecNames
{
    private const int LongestName = 80;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Codecs", "Read", "Write", "IndexOf", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    };

    public static string Of(ITypeSymbol type, INamedTypeSymbol within)
    {
        var name = Compose(type, within);
        return name.Length <= LongestName ? name : name.Substring(0, LongestName / 2) + "_" + Hash.Of(TypeNames.Plain(type), 6);
    }

    /// <summary>The name of the codec of exactly this type, when its own name means the type and its known subtypes.</summary>
    public static string Itself(INamedTypeSymbol type, INamedTypeSymbol within) => Of(type, within) + "_itself";

    private static string Compose(ITypeSymbol type, INamedTypeSymbol within)
    {
        if (type is IArrayTypeSymbol array)
        {
            if (array.IsSZArray && array.ElementType.SpecialType == SpecialType.System_Byte)
            {
                return "ByteArray";
            }

            return (array.IsSZArray ? "ArrayOf" : $"Array{array.Rank}DOf") + Compose(array.ElementType, within);
        }

        if (type is not INamedTypeSymbol named)
        {
            return Hashed(type, within);
        }

        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return "NullableOf" + Compose(named.TypeArguments[0], within);
        }

        if (TupleItems.IsTuple(named))
        {
            var types = new List<ITypeSymbol>();
            foreach (var (_, item) in TupleItems.Of(named))
            {
                types.Add(item);
            }

            return types.Count == 0 ? "EmptyTuple" : (named.IsValueType ? "" : "Reference") + $"Tuple{types.Count}Of" + Join(types, within);
        }

        if ((WellKnownTypes.Scalar(named) ?? WellKnownTypes.ByteBuffer(named)) is { } scalar)
        {
            return scalar;
        }

        return WellKnownTypes.Collection(named) is { } form
            ? form.Factory + "Of" + Join(named.TypeArguments, within)
            : OwnName(named, within);
    }

    private static string Join(IReadOnlyList<ITypeSymbol> types, INamedTypeSymbol within)
    {
        var text = new StringBuilder();
        for (var i = 0; i < types.Count; i++)
        {
            text.Append(i == 0 ? "" : "And").Append(Compose(types[i], within));
        }

        return text.ToString();
    }

    private static string OwnName(INamedTypeSymbol type, INamedTypeSymbol within)
    {
        if (!IsPlain(type.Name)
            || type.TypeArguments.Length > 0
            || !SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, within.ContainingNamespace))
        {
            return Hashed(type, within);
        }

        if (type.ContainingType is not { } outer)
        {
            return type.Name;
        }

        // Of the nested types only those of the containing type itself: 'Outer_Inner' cannot be mistaken for another name.
        return SymbolEqualityComparer.Default.Equals(outer, within) && IsPlain(outer.Name) ? outer.Name + "_" + type.Name : Hashed(type, within);
    }

    // "Of" and "And" join the names of composed codecs, and a codec class is called after its codec.
    private static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return name.Length > 0
            && name[0] is >= 'A' and <= 'Z'
            && name.IndexOf("Of", StringComparison.Ordinal) < 0
            && name.IndexOf("And", StringComparison.Ordinal) < 0
            && !name.EndsWith("Codec", StringComparison.Ordinal)
            && !Reserved.Contains(name)
            && !WellKnownTypes.IsCodecName(name);
    }

    private static string Hashed(ITypeSymbol type, INamedTypeSymbol within)
    {
        var arguments = type is INamedTypeSymbol { TypeArguments.Length: > 0 } generic ? "Of" + Join(generic.TypeArguments, within) : "";
        return $"{type.Name}{arguments}_{Hash.Of(TypeNames.Plain(type), 6)}";
    }
}
