using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <content>Tuples, objects and unions of known subtypes: the types whose codecs are generated.</content>
internal sealed partial class ValueShapeVisitor
{
    private CodecReference? VisitTuple(INamedTypeSymbol type, string name, string path)
    {
        var items = new List<TupleItemModel>();
        var shape = new StringBuilder(type.IsValueType ? "tuple(" : "Tuple(");
        var isComplete = true;
        var all = TupleItems.Of(type);
        for (var i = 0; i < all.Count; i++)
        {
            // Messages have the name that the user gave it.
            var (itemName, itemType) = all[i];
            var shown = type.IsTupleType && i < type.TupleElements.Length ? type.TupleElements[i].Name : itemName;
            if (Visit(itemType, path + "." + shown) is { } item)
            {
                shape.Append(items.Count == 0 ? "" : ",").Append(item.Shape);
                items.Add(new TupleItemModel(itemName, TypeNames.Plain(itemType), item.Expression));
            }
            else
            {
                isComplete = false;
            }
        }

        if (!isComplete)
        {
            return null;
        }

        var id = Id(type);
        Codecs.Add(new TupleCodecModel(id, name, type.IsReferenceType, items.ToEquatableArray()));
        return new CodecReference(id, id, shape.Append(')').ToString());
    }

    private CodecReference? VisitUnion(INamedTypeSymbol type, string name, string path)
    {
        var before = Findings.Count;
        var id = Id(type);
        var reference = new CodecReference(id, id, name);
        _visited[name] = reference;
        var subtypes = KnownSubtypes.Of(
            type, compilation, (subtype, problem) => Findings.Add(ValueFindings.SubtypeInvalid(path, type, subtype, problem)));

        var cases = new List<UnionCaseModel>();
        var shapes = new List<string>();
        foreach (var subtype in subtypes)
        {
            var codec = VisitSubtype(subtype.Type, SymbolEqualityComparer.Default.Equals(subtype.Type, type) ? path : $"{path}<{subtype.Type.Name}>");
            if (codec is not null)
            {
                cases.Add(new UnionCaseModel(TypeNames.Plain(subtype.Type), codec.Expression, subtype.Text, subtype.Number));
                shapes.Add($"{subtype.Label}={codec.Shape}");
            }
        }

        // Without a case the attributes name types that do not exist.
        if (Findings.Count > before || cases.Count < subtypes.Count || cases.Count == 0)
        {
            return null;
        }

        shapes.Sort(StringComparer.Ordinal);
        Definitions[name] = $"union {name}{{{string.Join(";", shapes)}}}";
        Codecs.Add(new UnionCodecModel(id, name, TypeNames.Short(type), cases.ToEquatableArray()));
        return reference;
    }

    // The discriminator is written already, so a subtype with subtypes of its own is stored as exactly what it is here.
    private CodecReference? VisitSubtype(INamedTypeSymbol type, string path)
    {
        if (!KnownSubtypes.Exist(type))
        {
            return Visit(type, path);
        }

        var name = TypeNames.Plain(type);
        var key = name + " itself";
        if (_visited.TryGetValue(key, out var known))
        {
            return known;
        }

        return _visited[key] = Refusal(type, path) is { } finding
            ? Refuse(finding)
            : Nested(type, path, () => VisitObject(type, CodecNames.Itself(type, within), name, key, path));
    }

    private CodecReference? VisitObject(INamedTypeSymbol type, string id, string name, string key, string path)
    {
        var reference = new CodecReference(id, id, key);
        _visited[key] = reference;

        var before = Findings.Count;
        var shape = Objects.Parse(type);
        foreach (var problem in shape.Problems)
        {
            Findings.Add(problem.Make(problem.Member is null ? path : path + "." + problem.Member));
        }

        var members = new List<ObjectMemberModel>();
        var shapes = new List<string>();
        var written = Written(type, shape, path);
        foreach (var (storedName, member) in written)
        {
            if (Visit(member.Type, path + "." + member.Name) is { } codec)
            {
                members.Add(new ObjectMemberModel(
                    member.Name, storedName, TypeNames.Plain(member.Type), codec.Expression, member.Restore, DefaultValues.For(member)));
                shapes.Add($"{storedName}:{codec.Shape}");
            }
        }

        if (Findings.Count > before || members.Count < shape.Members.Count || shape.Constructor is not { } binding)
        {
            return null;
        }

        shapes.Sort(StringComparer.Ordinal);
        Definitions[key] = $"{(type.IsValueType ? "value" : "object")} {name}{{{string.Join(";", shapes)}}}";

        var unstored = new List<UnstoredMemberModel>();
        foreach (var member in shape.UnstoredRequired)
        {
            unstored.Add(new UnstoredMemberModel(member.Name, TypeNames.Plain(member.Type)));
        }

        Codecs.Add(new ObjectCodecModel(
            id,
            name,
            type.IsReferenceType,
            type.IsReferenceType && !type.IsSealed,
            IsShared: interop is not null,
            members.ToEquatableArray(),
            Arguments(binding, written),
            unstored.ToEquatableArray()));
        return reference;
    }

    private static EquatableArray<ConstructorArgumentModel> Arguments(ConstructorBinding binding, List<(string StoredName, StoredMember Member)> written)
    {
        var arguments = new List<ConstructorArgumentModel>();
        var mustName = false;
        for (var i = 0; i < binding.Members.Count; i++)
        {
            var parameter = binding.Constructor.Parameters[i];
            var member = binding.Members[i];
            if (member is null && (parameter.IsOptional || parameter.IsParams))
            {
                mustName = true;
                continue;
            }

            arguments.Add(new ConstructorArgumentModel(
                mustName ? parameter.Name : null,
                member is null ? -1 : written.FindIndex(stored => stored.Member == member),
                member is null ? $"default({TypeNames.Plain(parameter.Type)})" : "",
                parameter.RefKind == RefKind.RefReadOnlyParameter && member is not null ? "in " : ""));
        }

        return arguments.ToEquatableArray();
    }
}
