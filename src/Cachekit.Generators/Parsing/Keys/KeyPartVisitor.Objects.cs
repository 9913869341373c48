using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Parsing.Keys;

/// <content>Records, structs, marked classes and tuples.</content>
internal sealed partial class KeyPartVisitor
{
    private KeyPart VisitTuple(INamedTypeSymbol type, int depth)
    {
        var id = Id(type);
        if (_done.TryGetValue(id, out var done))
        {
            return done;
        }

        var items = new List<KeyMemberModel>();
        var traits = KeyTraits.Best;
        var count = type.IsTupleType ? type.TupleElements.Length : type.TypeArguments.Length;
        if (!type.IsTupleType && count > 7)
        {
            return Refuse(type, "it is a nested Tuple; declare it as a record or a value tuple");
        }

        for (var i = 0; i < count; i++)
        {
            var item = Visit(type.IsTupleType ? type.TupleElements[i].Type : type.TypeArguments[i], depth + 1);
            items.Add(new($"Item{i + 1}", $"Item{i + 1}", item.Form));
            traits = traits.And(new(item.Traits.IsImmutable, item.Traits.IsCloneable || item.Traits.IsImmutable));
        }

        return Define(type, KeyPartShape.Tuple, items, requiresExactType: false, traits);
    }

    private KeyPart VisitObject(INamedTypeSymbol type, string typeName, int depth)
    {
        var id = Id(type);
        if (_done.TryGetValue(id, out var done))
        {
            return done;
        }

        if (_open.Contains(id))
        {
            Recursion ??= assumption;
            return KeyPart.Of(typeName, Instance(type), assumption);
        }

        var marked = KeyMemberParser.Marked(type, within, compilation);
        if (marked.Count == 0 && RefuseByKind(type) is { } refused)
        {
            return refused;
        }

        var isMarked = marked.Count > 0;
        var members = isMarked ? marked : KeyMemberParser.State(type, within, compilation, cancellationToken);
        _open.Add(id);
        var findings = _findings.Count;
        var models = new List<KeyMemberModel>();
        var traits = KeyTraits.Best;
        foreach (var member in members)
        {
            _path.Add(_path.Count == 0 ? Display(type) + "." + member.Name : member.Name);
            if (member.Problem is { } problem)
            {
                RefuseMember(type, problem);
            }
            else
            {
                var part = Visit(member.Type!, depth + 1);
                models.Add(new(member.Name, Escape(member.Name), part.Form));
                traits = traits.And(Traits(type, member.Symbol!, part.Traits));
            }

            _path.RemoveAt(_path.Count - 1);
        }

        _open.Remove(id);

        // What only some members identify may be a large object with a life of its own: the key must not keep it alive.
        traits = isMarked && type.IsReferenceType ? new(false, false) : traits;
        if (Recursion is { } outcome)
        {
            Recursion = outcome.And(traits);
        }

        models.Sort(static (left, right) => KeyMemberOrder.Compare(left.Name, right.Name));
        return findings == _findings.Count
            ? Define(type, KeyPartShape.Object, models, requiresExactType: type is { IsReferenceType: true, IsSealed: false } && !isMarked, traits)
            : KeyPart.Of(typeName, "null", KeyTraits.Best);
    }

    private KeyPart? RefuseByKind(INamedTypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Interface or TypeKind.Class && !type.IsRecord && KeyRefusals.AsService(type) is { } service)
        {
            return Refuse(type, service);
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return Refuse(type, "an interface does not say what the values are made of; declare a record or a collection");
        }

        if (type.TypeKind == TypeKind.Struct)
        {
            foreach (var attribute in type.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: "InlineArrayAttribute" })
                {
                    return Refuse(type, "the elements of an inline array cannot be told from its declaration; declare it as an array");
                }
            }

            return null;
        }

        if (type.TypeKind != TypeKind.Class)
        {
            return Refuse(type, "it is no data");
        }

        if (!type.IsRecord && Values.WellKnownTypes.IsFramework(type))
        {
            return Refuse(type, "nothing says which of its members identify it; pass the values of it that matter");
        }

        if (!type.IsRecord)
        {
            return RefuseClass(type);
        }

        return type.IsAbstract ? Refuse(type, "it is abstract, and a derived record has state that the key would not see; declare the derived record") : null;
    }

    /// <summary>What a member does to its object: a copy is made by <c>with</c>, which can only set what code can set.</summary>
    private KeyTraits Traits(INamedTypeSymbol type, ISymbol member, KeyTraits value)
    {
        var setter = member is IPropertySymbol property ? property.SetMethod : null;
        var canChange = member is IFieldSymbol { IsReadOnly: false } || setter is { IsInitOnly: false };
        var canReplace = member is IFieldSymbol { IsReadOnly: false }
            || (setter is not null && compilation.IsSymbolAccessibleWithin(setter, within));

        // A struct is copied with its container, so only what its members refer to can change.
        var isImmutable = value.IsImmutable && (type.IsValueType || !canChange);
        var isCloneable = value.IsImmutable || (value.IsCloneable && canReplace);
        return new(isImmutable, isCloneable);
    }

    private KeyPart Define(INamedTypeSymbol type, KeyPartShape shape, List<KeyMemberModel> members, bool requiresExactType, KeyTraits traits)
    {
        var (list, constraints) = KeyTypeParameters.Of(type);
        _definitions.Add(new(
            Id(type),
            list,
            constraints,
            TypeName(type),
            shape,
            null,
            members.ToEquatableArray(),
            type.IsReferenceType,
            requiresExactType,
            traits.IsImmutable,
            traits.IsCloneable));
        var part = KeyPart.Of(TypeName(type), Instance(type), traits);
        _done.Add(Id(type), part);
        return part;
    }

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
