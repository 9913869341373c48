using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Finds out what is stored of a record, class or struct, and how an instance is made again.</summary>
internal sealed class ObjectShapeParser(INamedTypeSymbol within, Compilation compilation)
{
    private readonly Dictionary<string, ObjectShape> _shapes = new(StringComparer.Ordinal);

    public ObjectShape Parse(INamedTypeSymbol type)
    {
        var name = TypeNames.Plain(type);
        if (!_shapes.TryGetValue(name, out var shape))
        {
            shape = new ObjectShape(type);
            Fill(shape);
            _shapes.Add(name, shape);
        }

        return shape;
    }

    private void Fill(ObjectShape shape)
    {
        var type = shape.Type;
        var members = new MemberCollector(type, within, compilation, shape).Collect();
        shape.Constructor = new ConstructorSelector(type, within, compilation, members).Select(out var reason);
        if (shape.Constructor is not { } binding)
        {
            shape.Problems.Add(new ObjectProblem(null, path => ValueFindings.NoConstructor(path, type, reason)));
            return;
        }

        for (var i = 0; i < binding.Members.Count; i++)
        {
            if (binding.Members[i] is { } filled)
            {
                filled.Restore |= MemberRestore.Argument;
                filled.Parameter = binding.Constructor.Parameters[i];
            }
        }

        var mustInitialize = !binding.Constructor.HasAttribute(ValueAttributes.SetsRequiredMembers);
        foreach (var member in members)
        {
            Place(shape, member, mustInitialize);
        }

        if (shape.Members.Count == 0 && shape.Problems.Count == 0 && !HasIgnored(members) && HasState(type))
        {
            shape.Problems.Add(new ObjectProblem(null, path => ValueFindings.NothingStored(path, type)));
        }
    }

    private static void Place(ObjectShape shape, StoredMember member, bool mustInitialize)
    {
        var isRequired = member.IsRequired && mustInitialize;
        if (member.Status == MemberStatus.Ignored)
        {
            if (isRequired)
            {
                shape.UnstoredRequired.Add(member);
            }

            return;
        }

        var isFilled = (member.Restore & MemberRestore.Argument) != 0;
        if (member.Status == MemberStatus.Candidate && !isFilled)
        {
            return;
        }

        if (isRequired && member.CanInitialize)
        {
            member.Restore |= MemberRestore.Initializer;
        }
        else if (!isFilled && member.CanInitialize)
        {
            member.Restore = member.CanAssign ? MemberRestore.Assignment : MemberRestore.Initializer;
        }
        else if (!isFilled)
        {
            shape.Problems.Add(new ObjectProblem(member.Name, path => ValueFindings.MemberNotRestorable(path, member.Obstacle)));
        }

        shape.Members.Add(member);
    }

    private static bool HasIgnored(List<StoredMember> members)
    {
        foreach (var member in members)
        {
            if (member.Status == MemberStatus.Ignored)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasState(INamedTypeSymbol type)
    {
        // The private fields of another assembly are not visible: only a record says for certain that it has no others.
        if (type.DeclaringSyntaxReferences.Length == 0)
        {
            return !type.IsRecord;
        }

        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false })
                {
                    return true;
                }
            }
        }

        return false;
    }
}
