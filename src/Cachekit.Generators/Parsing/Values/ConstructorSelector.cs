using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>
/// Chooses the constructor: the one with <c>[JsonConstructor]</c>, else a record's primary one, else one without parameters when that
/// leaves no member behind, else the one that takes the most members.
/// </summary>
internal sealed class ConstructorSelector(INamedTypeSymbol type, INamedTypeSymbol within, Compilation compilation, List<StoredMember> members)
{
    private string _reason = "none of its constructors is accessible there; make one internal or public";

    public ConstructorBinding? Select(out string reason)
    {
        var binding = Chosen(out var isChosen);
        binding ??= isChosen ? null : Primary() ?? Parameterless() ?? Largest();
        reason = _reason;
        return binding;
    }

    private ConstructorBinding? Chosen(out bool isChosen)
    {
        isChosen = false;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.HasAttribute(ValueAttributes.JsonConstructor))
            {
                isChosen = true;
                if (IsAccessible(constructor))
                {
                    return Bind(constructor);
                }

                _reason = "its [JsonConstructor] is not accessible there; make it internal or public";
                return null;
            }
        }

        return null;
    }

    private ConstructorBinding? Primary()
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (RecordConstructors.IsPrimary(constructor) && IsAccessible(constructor))
            {
                return Bind(constructor);
            }
        }

        return null;
    }

    private ConstructorBinding? Parameterless()
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.Length == 0 && IsAccessible(constructor) && Bind(constructor) is { } binding && LosesNothing(binding))
            {
                return binding;
            }
        }

        return null;
    }

    private ConstructorBinding? Largest()
    {
        ConstructorBinding? best = null;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (IsAccessible(constructor) && !RecordConstructors.IsCopy(constructor) && Bind(constructor) is { } binding
                && (best is null || IsBetter(binding, best)))
            {
                best = binding;
            }
        }

        return best;
    }

    private bool IsBetter(ConstructorBinding left, ConstructorBinding right)
    {
        var leftIsComplete = LosesNothing(left);
        return leftIsComplete != LosesNothing(right) ? leftIsComplete : left.Matched > right.Matched;
    }

    private bool LosesNothing(ConstructorBinding binding)
    {
        foreach (var member in members)
        {
            if (member.Status == MemberStatus.Stored && !member.CanInitialize && !binding.Fills(member))
            {
                return false;
            }
        }

        return true;
    }

    private ConstructorBinding? Bind(IMethodSymbol constructor)
    {
        var bound = new List<StoredMember?>();
        foreach (var parameter in constructor.Parameters)
        {
            var member = parameter.RefKind is RefKind.Ref or RefKind.Out ? null : Match(parameter);
            if (member is null && !parameter.IsOptional && !parameter.IsParams)
            {
                _reason = $"the constructor parameter '{parameter.Name}' matches no stored member by name and type; "
                    + "name it after the member, give it a default value, or add a constructor without it";
                return null;
            }

            bound.Add(member is { Status: MemberStatus.Ignored } ? null : member);
        }

        return new ConstructorBinding(constructor, bound);
    }

    // The same name wins over one that differs in case only.
    private StoredMember? Match(IParameterSymbol parameter)
    {
        StoredMember? found = null;
        foreach (var member in members)
        {
            if (!string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) || !Fits(member.Type, parameter.Type))
            {
                continue;
            }

            if (found is null
                || (found.Name != parameter.Name && member.Name == parameter.Name)
                || (found.Name != parameter.Name && found.Status == MemberStatus.Candidate && member.Status == MemberStatus.Stored))
            {
                found = member;
            }
        }

        return found;
    }

    private bool Fits(ITypeSymbol from, ITypeSymbol to)
    {
        var conversion = compilation.ClassifyConversion(from, to);
        return conversion.IsIdentity
            || (conversion.IsImplicit && !conversion.IsUserDefined && (conversion.IsReference || conversion.IsNullable || conversion.IsNumeric));
    }

    private bool IsAccessible(IMethodSymbol constructor) => compilation.IsSymbolAccessibleWithin(constructor, within);
}
