using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Values;
using Cachekit.Generators.Parsing.Interop;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>
/// Walks over all types that a value can contain and collects their codecs, the description of their shape and what is wrong
/// with them. A type is visited once, so that recursive types come to an end; findings name the first path to it.
/// </summary>
internal sealed partial class ValueShapeVisitor(
    INamedTypeSymbol within, Compilation compilation, MemberNaming? interop, CancellationToken cancellationToken)
{
    private const string Runtime = "global::Cachekit.Serialization.Codecs.";

    // How many constructions of one generic definition may nest before it counts as endless: class A<T> { A<List<T>> Next; }.
    private const int DeepestNesting = 16;

    private readonly Dictionary<string, CodecReference?> _visited = new(StringComparer.Ordinal);
    private readonly List<INamedTypeSymbol> _nesting = new();
    private bool _isEndless;

    public ObjectShapeParser Objects { get; } = new(within, compilation);

    public List<CodecModel> Codecs { get; } = new();

    public List<Finding> Findings { get; } = new();

    /// <summary>The description of every object and union by name.</summary>
    public SortedDictionary<string, string> Definitions { get; } = new(StringComparer.Ordinal);

    /// <summary>The codec of a type, or null when there is none; then there is a finding, or the compiler has one.</summary>
    public CodecReference? Visit(ITypeSymbol type, string path)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_isEndless)
        {
            return null;
        }

        var name = TypeNames.Plain(type);
        if (_visited.TryGetValue(name, out var known))
        {
            return known;
        }

        var reference = type switch
        {
            { TypeKind: TypeKind.Error } => null,
            ITypeParameterSymbol parameter => Refuse(ValueFindings.Open(path, parameter)),
            IDynamicTypeSymbol => Refuse(ValueFindings.Untyped(path, type)),
            IArrayTypeSymbol array => VisitArray(array, name, path),
            INamedTypeSymbol named => VisitNamed(named, name, path),
            _ when NotDataReason.Of(type) is { } reason => Refuse(ValueFindings.NotData(path, type, reason)),
            _ => Refuse(ValueFindings.NotSupported(path, type)),
        };

        _visited[name] = reference;
        return reference;
    }

    private CodecReference? VisitArray(IArrayTypeSymbol array, string name, string path)
    {
        if (array.IsSZArray && array.ElementType.SpecialType == SpecialType.System_Byte)
        {
            return Scalar("ByteArray");
        }

        if (interop is not null && array.Rank > 1)
        {
            return Refuse(InteropFindings.Value(path, array, InteropValueTypes.Dimensions));
        }

        if (array.Rank > 4)
        {
            return Refuse(ValueFindings.ArrayRankTooHigh(path, array.Rank));
        }

        var form = array.Rank == 1 ? "Array" : $"Array{array.Rank}D";
        return Visit(array.ElementType, path + "[" + new string(',', array.Rank - 1) + "]") is { } element
            ? Compose(Id(array), name, $"{Runtime}{form}({element.Expression})", $"{form}({element.Shape})")
            : null;
    }

    private CodecReference? VisitNamed(INamedTypeSymbol type, string name, string path)
    {
        if (interop is not null && InteropValueTypes.Problem(type) is { } problem)
        {
            return Refuse(InteropFindings.Value(path, type, problem));
        }

        if ((WellKnownTypes.Scalar(type) ?? WellKnownTypes.ByteBuffer(type)) is { } scalar)
        {
            return Scalar(scalar);
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Visit(type.TypeArguments[0], path) is { } value
                ? Compose(Id(type), name, $"{Runtime}Nullable({value.Expression})", $"Nullable({value.Shape})")
                : null;
        }

        if (TupleItems.IsTuple(type))
        {
            return VisitTuple(type, name, path);
        }

        if (WellKnownTypes.Collection(type) is { } form)
        {
            return VisitCollection(type, form, name, path);
        }

        if (Refusal(type, path) is { } finding)
        {
            return Refuse(finding);
        }

        if (TypeAccess.HasError(type))
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return Compose(
                Id(type), name, $"{Scalars}Enum<{name}>()", $"enum {name}:{type.EnumUnderlyingType?.Name}");
        }

        return Nested(type, path, () => KnownSubtypes.Exist(type)
            ? VisitUnion(type, name, path)
            : VisitObject(type, Id(type), name, name, path));
    }

    private CodecReference? VisitCollection(INamedTypeSymbol type, CollectionForm form, string name, string path)
    {
        var suffixes = form.Factory == "KeyValuePair" ? (".Key", ".Value") : type.TypeArguments.Length == 2 ? ("[].Key", "[]") : ("[]", "");
        var first = Visit(type.TypeArguments[0], path + suffixes.Item1);
        if (type.TypeArguments.Length == 1)
        {
            return first is null
                ? null
                : Compose(Id(type), name, $"{Runtime}{form.Factory}({first.Expression})", $"{form.Factory}({first.Shape})");
        }

        var second = Visit(type.TypeArguments[1], path + suffixes.Item2);
        if (interop is not null)
        {
            // The keys are text, so the codec of the values says it all.
            return first is null || second is null
                ? null
                : Compose(Id(type), name, $"{Scalars}{form.Factory}({second.Expression})", $"{form.Factory}({second.Shape})");
        }

        return first is null || second is null
            ? null
            : Compose(
                Id(type),
                name,
                $"{Runtime}{form.Factory}({first.Expression}, {second.Expression})",
                $"{form.Factory}({first.Shape},{second.Shape})");
    }

    /// <summary>Runs the visit of a type with members, unless the nesting shows that it would never end.</summary>
    private CodecReference? Nested(INamedTypeSymbol type, string path, Func<CodecReference?> visit)
    {
        var constructions = 0;
        foreach (var outer in _nesting)
        {
            constructions += SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, type.OriginalDefinition) ? 1 : 0;
        }

        if (constructions >= DeepestNesting)
        {
            _isEndless = true;
            return Refuse(ValueFindings.Endless(path, type));
        }

        _nesting.Add(type);
        var reference = visit();
        _nesting.RemoveAt(_nesting.Count - 1);
        return reference;
    }

    private CodecReference Compose(string id, string typeName, string expression, string shape)
    {
        Codecs.Add(new ComposedCodecModel(id, typeName, expression, IsShared: false));
        return new CodecReference(id, id, shape);
    }

    private CodecReference? Refuse(Finding finding)
    {
        Findings.Add(interop is null ? finding : InteropFindings.Shared(finding));
        return null;
    }
}
