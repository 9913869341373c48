using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Finds the members of an object that are, or may be, stored.</summary>
internal sealed class MemberCollector(INamedTypeSymbol type, INamedTypeSymbol within, Compilation compilation, ObjectShape shape)
{
    private readonly List<StoredMember> _members = new();

    public List<StoredMember> Collect()
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (var level = type; level is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; level = level.BaseType)
        {
            levels.Push(level);
        }

        foreach (var level in levels)
        {
            foreach (var member in level.GetMembers())
            {
                var found = member switch
                {
                    _ when member.IsStatic => null,
                    IPropertySymbol property => FromProperty(property),
                    IFieldSymbol field => FromField(field),
                    _ => null,
                };

                if (found is not null)
                {
                    Add(found);
                }
            }
        }

        return _members;
    }

    private StoredMember? FromProperty(IPropertySymbol property)
    {
        var getter = FindAccessor(property, static p => p.GetMethod);
        if (getter is null
            || property.IsIndexer
            || property.RefKind != RefKind.None
            || property.ExplicitInterfaceImplementations.Length > 0
            || (property.IsImplicitlyDeclared && property.Name == "EqualityContract"))
        {
            return null;
        }

        var isReadable = IsAccessible(getter);
        if (IsLeftOut(property))
        {
            return new StoredMember(property, property.Type, MemberStatus.Ignored) { IsRequired = property.IsRequired };
        }

        var isRequested = property.IsRequired || ValueAttributes.IsIncluded(property);
        if (!isReadable)
        {
            if (isRequested)
            {
                shape.Problems.Add(new ObjectProblem(property.Name, path => ValueFindings.MemberNotReadable(path, within)));
            }

            return null;
        }

        var setter = FindAccessor(property, static p => p.SetMethod);
        var canSet = setter is not null && IsAccessible(setter);
        var isStored = isRequested
            || (property.DeclaredAccessibility == Accessibility.Public && (setter is not null || HasBackingField(property)));
        return new StoredMember(property, property.Type, isStored ? MemberStatus.Stored : MemberStatus.Candidate)
        {
            IsRequired = property.IsRequired,
            CanInitialize = canSet,
            CanAssign = canSet && !setter!.IsInitOnly,
            Obstacle = setter is null ? "no setter" : "a setter that generated code cannot reach",
        };
    }

    private StoredMember? FromField(IFieldSymbol field)
    {
        if (field.AssociatedSymbol is not null || field.IsImplicitlyDeclared || field.IsConst || field.RefKind != RefKind.None)
        {
            return null;
        }

        if (ValueAttributes.IsIgnored(field))
        {
            return new StoredMember(field, field.Type, MemberStatus.Ignored) { IsRequired = field.IsRequired };
        }

        var isRequested = field.IsRequired || ValueAttributes.IsIncluded(field);
        if (!IsAccessible(field))
        {
            if (isRequested)
            {
                shape.Problems.Add(new ObjectProblem(field.Name, path => ValueFindings.MemberNotReadable(path, within)));
            }

            return null;
        }

        return new StoredMember(field, field.Type, isRequested ? MemberStatus.Stored : MemberStatus.Candidate)
        {
            IsRequired = field.IsRequired,
            CanInitialize = !field.IsReadOnly,
            CanAssign = !field.IsReadOnly,
            Obstacle = "a readonly field behind it",
        };
    }

    private void Add(StoredMember member)
    {
        for (var i = 0; i < _members.Count; i++)
        {
            var existing = _members[i];
            if (existing.Name != member.Name)
            {
                continue;
            }

            var isOverride = member.Symbol is IPropertySymbol { IsOverride: true };
            if (isOverride && existing.Status == MemberStatus.Ignored)
            {
                member.Status = MemberStatus.Ignored;
            }
            else if (!isOverride && existing.Status == MemberStatus.Stored)
            {
                var hidden = existing.Symbol.ContainingType;
                shape.Problems.Add(new ObjectProblem(member.Name, path => ValueFindings.MemberIsHidden(path, hidden)));
            }

            _members[i] = member;
            return;
        }

        _members.Add(member);
    }

    private static bool IsLeftOut(IPropertySymbol property)
    {
        if (ValueAttributes.IsIgnored(property))
        {
            return true;
        }

        // On a positional record "[CacheIgnore] string Note" is an attribute of the parameter.
        foreach (var constructor in property.ContainingType.InstanceConstructors)
        {
            if (!RecordConstructors.IsPrimary(constructor))
            {
                continue;
            }

            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name == property.Name && parameter.HasAttribute(KnownNames.CacheIgnore))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // An override may declare one accessor and inherit the other.
    private static IMethodSymbol? FindAccessor(IPropertySymbol property, Func<IPropertySymbol, IMethodSymbol?> accessor)
    {
        for (var level = property; level is not null; level = level.OverriddenProperty)
        {
            if (accessor(level) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool HasBackingField(IPropertySymbol property)
    {
        if (property.IsAbstract)
        {
            return false;
        }

        // Private fields of other assemblies are not visible, but the compiler marks the accessors it wrote.
        if (property.DeclaringSyntaxReferences.Length == 0 && !property.IsImplicitlyDeclared)
        {
            return property.GetMethod is { } getter && ValueAttributes.IsCompilerGenerated(getter);
        }

        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAccessible(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, within, type);
}
