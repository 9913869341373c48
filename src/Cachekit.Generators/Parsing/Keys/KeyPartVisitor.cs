using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Keys;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>Walks a type and the types inside it once.</summary>
internal sealed partial class KeyPartVisitor(
    ITypeSymbol root, INamedTypeSymbol within, Compilation compilation, string name, KeyTraits assumption, CancellationToken cancellationToken)
{
    private const string KeyParts = "global::Cachekit.CompilerServices.KeyParts.";

    // Only generic types that contain themselves with ever larger arguments are deeper.
    private const int MaxDepth = 32;

    private readonly List<KeyPartDefinition> _definitions = [];
    private readonly Dictionary<string, KeyPart> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly List<string> _path = [];

    /// <summary>What the types that contain themselves turned out to be; <see langword="null"/> when there are none.</summary>
    public KeyTraits? Recursion { get; private set; }

    /// <summary>Where in the argument a <c>DateTime</c> is, the argument's own name first; null when there is none.</summary>
    public string? DateTimePath { get; private set; }

    private string RootName => Display(root);

    public KeyPartModel Complete(KeyPart part) =>
        new(part.Form, part.Traits.IsImmutable || part.Traits.IsCloneable, _definitions.ToEquatableArray(), _findings.ToEquatableArray());

    public KeyPart Visit(ITypeSymbol type, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > MaxDepth)
        {
            return Refuse(type, "it is nested too deep, or contains itself with ever larger type arguments");
        }

        return type switch
        {
            IErrorTypeSymbol => Unknown(type),
            ITypeParameterSymbol => KeyPart.Of(TypeName(type), $"{KeyParts}Of<{TypeName(type)}>()", new(false, true)),
            IArrayTypeSymbol array => VisitArray(array, depth),
            IDynamicTypeSymbol => Refuse(type, "anything can be in it; declare the actual type"),
            INamedTypeSymbol named => VisitNamed(named, depth),
            _ => Refuse(type, "a pointer is no value"),
        };
    }

    private KeyPart VisitArray(IArrayTypeSymbol array, int depth)
    {
        if (array is { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
        {
            return KeyPart.Of(TypeName(array), KeyParts + "ByteArray", new(false, true));
        }

        if (array.Rank > 4)
        {
            return Refuse(array, "it has more than four dimensions");
        }

        var element = Visit(array.ElementType, depth + 1);
        var method = array.Rank == 1 ? "Array" : $"Array{array.Rank}D";
        return Compose(array, $"{KeyParts}{method}<{element.Form.TypeName}>({element.Form.Expression})", new(false, element.Traits.IsCloneable || element.Traits.IsImmutable));
    }

    private KeyPart VisitNamed(INamedTypeSymbol type, int depth)
    {
        var typeName = TypeName(type);
        var fullName = KeyTypeNames.Of(type);
        if (type.TypeKind == TypeKind.Enum)
        {
            return Scalar(typeName, ScalarForm.Operator, TypeName(type.EnumUnderlyingType!), false);
        }

        if (KeyTypeNames.Scalar(fullName) is var form && form != ScalarForm.None)
        {
            if (fullName == "System.DateTime")
            {
                DateTimePath ??= _path.Count == 0 ? name : name + "." + MemberPath();
            }

            return Scalar(typeName, form, null, false);
        }

        switch (fullName)
        {
            case "System.Nullable`1":
                return VisitNullable(type, depth);
            case "System.Object":
                return Refuse(type, "anything can be in it; declare the actual type");
            case "System.IO.FileInfo":
            case "System.IO.DirectoryInfo":
                return KeyPart.Of(typeName, $"{KeyParts}Of<{typeName}>()", new(false, true));
            case "System.Memory`1" when IsOfByte(type):
                return KeyPart.Of(typeName, KeyParts + "MemoryOfByte", new(false, true));
            case "System.ReadOnlyMemory`1" when IsOfByte(type):
                return KeyPart.Of(typeName, KeyParts + "ReadOnlyMemoryOfByte", new(false, true));
            case "System.ArraySegment`1" when IsOfByte(type):
                return KeyPart.Of(typeName, KeyParts + "ArraySegmentOfByte", new(false, true));
            case "System.Collections.Generic.IEnumerable`1":
                return RefuseSequence(
                    type,
                    "it may be enumerable only once, and then nothing of it would be left for the method",
                    $"IReadOnlyList<{Display(type.TypeArguments[0])}>");
            case "System.Linq.IQueryable`1":
                return RefuseSequence(type, "a query has no value before it runs", $"IReadOnlyList<{Display(type.TypeArguments[0])}>");
            case "System.Collections.Generic.IAsyncEnumerable`1":
                return RefuseSequence(type, "it can be enumerated only once", $"IReadOnlyList<{Display(type.TypeArguments[0])}>");
        }

        if (KeyTypeNames.Collection(fullName) is { Method.Length: > 0 } collection)
        {
            return VisitCollection(type, collection.Method, collection.IsImmutable, depth);
        }

        if (type.IsTupleType || fullName.StartsWith("System.Tuple`", StringComparison.Ordinal))
        {
            return VisitTuple(type, depth);
        }

        if (KeyRefusals.Always(type) is { } reason)
        {
            return Refuse(type, reason);
        }

        return type.IsRefLikeType
            ? Refuse(type, "it lives on the stack and cannot be kept; declare it as an array, ReadOnlyMemory<byte> or string")
            : VisitObject(type, typeName, depth);
    }

    private KeyPart VisitNullable(INamedTypeSymbol type, int depth)
    {
        var value = Visit(type.TypeArguments[0], depth + 1);
        return value.Form.Scalar == ScalarForm.Operator
            ? Scalar(TypeName(type), ScalarForm.Operator, value.Form.Underlying, true, $"{KeyParts}Nullable<{value.Form.TypeName}>({value.Form.Expression})")
            : Compose(type, $"{KeyParts}Nullable<{value.Form.TypeName}>({value.Form.Expression})", value.Traits);
    }

    private KeyPart VisitCollection(INamedTypeSymbol type, string method, bool isImmutable, int depth)
    {
        var names = "";
        var expressions = "";
        var traits = new KeyTraits(isImmutable, true);
        foreach (var argument in type.TypeArguments)
        {
            var part = Visit(argument, depth + 1);
            names += (names.Length > 0 ? ", " : "") + part.Form.TypeName;
            expressions += (expressions.Length > 0 ? ", " : "") + part.Form.Expression;
            traits = traits.And(new(part.Traits.IsImmutable, part.Traits.IsCloneable || part.Traits.IsImmutable));
        }

        return Compose(type, $"{KeyParts}{method}<{names}>({expressions})", traits);
    }

    /// <summary>A part that is made once from parts of the runtime.</summary>
    private KeyPart Compose(ITypeSymbol type, string expression, KeyTraits traits)
    {
        var id = Id(type);
        if (_done.TryGetValue(id, out var done))
        {
            return done;
        }

        var (list, constraints) = KeyTypeParameters.Of(type);
        _definitions.Add(new(
            id, list, constraints, TypeName(type), KeyPartShape.Expression, expression, default, false, false, traits.IsImmutable, traits.IsCloneable));
        var part = KeyPart.Of(TypeName(type), Instance(type), traits);
        _done.Add(id, part);
        return part;
    }

    private static KeyPart Scalar(string typeName, ScalarForm form, string? underlying, bool isNullable, string? expression = null) =>
        new(new KeyForm(typeName, form, underlying, isNullable, expression ?? $"{KeyParts}Of<{typeName}>()", true), KeyTraits.Best);

    private static string Instance(ITypeSymbol type) => $"Parts.{Id(type)}{KeyTypeParameters.Of(type).List}.Instance";

    /// <summary>Equal for equal types, also of type parameters with equal constraints, and short.</summary>
    private static string Id(ITypeSymbol type)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in TypeName(type) + KeyTypeParameters.Of(type))
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        return "P" + hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static bool IsOfByte(INamedTypeSymbol type) => type.TypeArguments[0].SpecialType == SpecialType.System_Byte;

    private static string TypeName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    internal static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
