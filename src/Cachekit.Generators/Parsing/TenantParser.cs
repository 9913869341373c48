using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Finds what <c>[CacheTenant]</c> marks for a cached method: its parameters, and members of its instance.</summary>
internal static class TenantParser
{
    /// <summary>Finds the tenant of a secure method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="tenants">What is marked, members first; more than one is a mistake.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public static bool TryParse(IMethodSymbol method, Report report, out List<ISymbol> tenants)
    {
        var valid = AreConstructorsUnmarked(method, report);
        tenants = Members(method);
        tenants.AddRange(Parameters(method));
        foreach (var tenant in tenants)
        {
            valid &= tenant is IParameterSymbol parameter ? IsInKey(method, parameter, report) : IsReadable(method, tenant, report);
            var type = TypeOf(tenant);
            if (type.SpecialType != SpecialType.System_String)
            {
                valid = false;
                if (type.TypeKind != TypeKind.Error)
                {
                    report.Add(PlaceOf(tenant, method), DiagnosticIds.TenantNotText, tenant.Name, type.ToMessage(), method.ToMessage());
                }
            }
        }

        if (tenants.Count > 1)
        {
            var last = tenants[tenants.Count - 1];
            report.Add(PlaceOf(last, method), DiagnosticIds.SeveralTenants, method.ToMessage(), tenants[0].Name, last.Name);
            valid = false;
        }

        return valid;
    }

    /// <summary>Refuses tenants of an operation that is shared with other SDKs.</summary>
    /// <returns>Whether there is none.</returns>
    public static bool IsOutsideOfOperation(IMethodSymbol method, List<ISymbol> tenants, Report report)
    {
        if (tenants.Count > 0)
        {
            report.Add(PlaceOf(tenants[0], method), DiagnosticIds.TenantOfOperation, method.ToMessage(), tenants[0].Name);
        }

        return tenants.Count == 0;
    }

    /// <summary>The marked members that a method's instance has, whether they can be used or not, ordered by name.</summary>
    public static List<ISymbol> Members(IMethodSymbol method)
    {
        var members = new List<ISymbol>();
        foreach (var type in method.ContainingType.SelfAndBases())
        {
            foreach (var member in type.GetMembers())
            {
                // A static method has no instance. A static member is none of an instance either, which is the mistake to report.
                if (member is IFieldSymbol or IPropertySymbol
                    && (member.IsStatic || !method.IsStatic)
                    && member.HasAttribute(KnownNames.CacheTenant)
                    && !members.Exists(known => known.Name == member.Name && known.IsOverride))
                {
                    members.Add(member);
                }
            }
        }

        members.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name));
        return members;
    }

    /// <summary>The symbol itself where it belongs to the method's type, else the method: nobody looks into a base type for it.</summary>
    public static Location PlaceOf(ISymbol tenant, IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(tenant.ContainingType, method.ContainingType) && tenant.Locations.Length > 0
            ? tenant.Locations[0]
            : method.Locations[0];

    private static List<ISymbol> Parameters(IMethodSymbol method)
    {
        var parameters = new List<ISymbol>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.HasAttribute(KnownNames.CacheTenant))
            {
                parameters.Add(parameter);
            }
        }

        return parameters;
    }

    private static bool IsInKey(IMethodSymbol method, IParameterSymbol parameter, Report report)
    {
        var isIgnored = parameter.HasAttribute(KnownNames.CacheIgnore);
        if (isIgnored)
        {
            report.Add(parameter.Locations[0], DiagnosticIds.TenantAndIgnore, parameter.Name, method.ToMessage());
        }

        return !isIgnored;
    }

    private static bool IsReadable(IMethodSymbol method, ISymbol member, Report report)
    {
        var type = method.ContainingType;
        var (what, instead) = member switch
        {
            IFieldSymbol { AssociatedSymbol: IPropertySymbol property } =>
                ($"the hidden field of the property '{property.Name}'", "mark the property itself, in a record with [property: CacheTenant]"),
            IPropertySymbol { IsIndexer: true } => ("an indexer", "mark a property or field"),
            { CanBeReferencedByName: false } => ("an explicit interface implementation", "mark a property or field of the type itself"),
            { IsStatic: true } => ("static, and no instance has it", "make it a member of the instance; for one tenant of all calls write [Secure(Tenant = \"...\")]"),
            IPropertySymbol { GetMethod: null } => ("a property without a getter", "mark what holds the value"),
            _ when !member.IsReadableFrom(type) => ($"not accessible in '{type.ToMessage()}'", "make it protected"),
            _ when IsHidden(member, type) => ($"hidden by another member of this name in '{type.ToMessage()}'", "rename one of them"),
            _ => (null, null),
        };
        if (what is not null)
        {
            report.Add(PlaceOf(member, method), DiagnosticIds.TenantNotReadable, member.Name, method.ToMessage(), what, instead!);
        }

        return what is null;
    }

    /// <summary>A marked constructor parameter looks as if it chose the tenant, and does not: tenants would share a key.</summary>
    private static bool AreConstructorsUnmarked(IMethodSymbol method, Report report)
    {
        var valid = true;
        foreach (var constructor in method.ContainingType.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (!method.IsStatic && !constructor.IsImplicitlyDeclared && parameter.HasAttribute(KnownNames.CacheTenant))
                {
                    report.Add(
                        parameter.Locations[0],
                        DiagnosticIds.TenantNotReadable,
                        parameter.Name,
                        method.ToMessage(),
                        "a parameter of a constructor",
                        "mark the field or property that holds it, in a record with [property: CacheTenant]");
                    valid = false;
                }
            }
        }

        return valid;
    }

    private static bool IsHidden(ISymbol member, INamedTypeSymbol type)
    {
        if (member.FindRival(type) is not null)
        {
            return true;
        }

        foreach (var current in type.SelfAndBases())
        {
            if (SymbolEqualityComparer.Default.Equals(current, member.ContainingType))
            {
                return false;
            }

            if (TakenNames.IsReserved(member.Name))
            {
                return true;
            }

            foreach (var nearer in current.GetMembers(member.Name))
            {
                if (!nearer.IsOverride && nearer.IsReadableFrom(type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ITypeSymbol TypeOf(ISymbol tenant) => tenant switch
    {
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        _ => ((IPropertySymbol)tenant).Type,
    };
}
