using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Decorators;

/// <summary>Finds the interfaces that a decorator of a type has to implement, and their members.</summary>
internal static class DecoratedServices
{
    /// <summary>The interfaces, ordered by name; for an interface itself and those that it extends, for a class those that it implements.</summary>
    public static List<INamedTypeSymbol> Of(INamedTypeSymbol type)
    {
        var services = new List<INamedTypeSymbol>();
        if (type.TypeKind == TypeKind.Interface)
        {
            services.Add(type);
        }

        foreach (var candidate in type.AllInterfaces)
        {
            // A class goes without those that no object can stand in for; callers of them have the class itself.
            if (type.TypeKind == TypeKind.Interface || (SignatureParser.IsInternal(candidate) && candidate.IsReadableFrom(type) && Obstacle(candidate, type) is null))
            {
                services.Add(candidate);
            }
        }

        services.Sort(static (x, y) => string.CompareOrdinal(x.ToSource(), y.ToSource()));
        return services;
    }

    public static bool IsDisposal(INamedTypeSymbol service) =>
        service.SpecialType == SpecialType.System_IDisposable || service.Is(KnownNames.AsyncDisposable);

    /// <summary>The members of an interface that another object can implement and pass on, without accessors.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol service, INamedTypeSymbol type)
    {
        foreach (var member in service.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol
                && !member.IsStatic
                && (member.IsAbstract || member.IsVirtual)
                && IsReachable(member, type))
            {
                yield return member;
            }
        }
    }

    /// <summary>A member that no object can implement by passing it on, or null.</summary>
    public static ISymbol? Obstacle(INamedTypeSymbol service, INamedTypeSymbol type)
    {
        foreach (var member in service.GetMembers())
        {
            if (member.IsAbstract && member is not INamedTypeSymbol && (member.IsStatic || !IsReachable(member, type)))
            {
                return member;
            }
        }

        return null;
    }

    private static bool IsReachable(ISymbol member, INamedTypeSymbol type) =>
        member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal) && member.IsReadableFrom(type);
}
