using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Decorators;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Decorators;

/// <summary>Sorts the members of the interfaces of one decorator: cached, invalidating, or passed on.</summary>
/// <param name="type">The type with the attribute.</param>
/// <param name="container">The generated class.</param>
/// <param name="compilation">Where they come from.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class DecoratedMembers(INamedTypeSymbol type, ContainerModel container, Compilation compilation, Report report)
{
    private readonly HashSet<ISymbol> _reached = new(SymbolEqualityComparer.Default);

    private readonly List<IMethodSymbol> _declaredOutside = [];

    public List<CachedMethodModel> Cached { get; } = [];

    public List<InvalidatingMethodModel> Invalidating { get; } = [];

    public List<ForwardModel> Forwarded { get; } = [];

    /// <summary>Whether any of them says of types what trimming must keep of them.</summary>
    public bool KeepMembersOfTypes { get; private set; }

    public void Add(INamedTypeSymbol service, CancellationToken cancellationToken)
    {
        foreach (var member in DecoratedServices.MembersOf(service, type))
        {
            KeepMembersOfTypes |= UsageMarks.KeepMembersOfTypes(member);
            if (member is not IMethodSymbol method || !TryAnnotated(service, method, cancellationToken))
            {
                Forwarded.Add(ForwardParser.Parse(service, member));
            }
        }
    }

    /// <summary>Reports methods with attributes that no call comes to, and a decorator that has nothing to do.</summary>
    public void ReportUnreached(AttributeData attribute, CancellationToken cancellationToken)
    {
        var any = _reached.Count > 0;
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && DecoratorParser.Handles(method) && UncachedBodies.IsAnnotated(method) && !_reached.Contains(method.OriginalDefinition))
            {
                any = true;
                report.Add(method.Locations[0], DiagnosticIds.DecoratedMethodNotReached, method.ToMessage(), type.ToMessage());
            }
        }

        ReportMarksOutside();
        if (!any)
        {
            report.Add(AttributeSyntaxReader.LocationOf(attribute, null, cancellationToken), DiagnosticIds.DecoratorWithoutMethods, type.ToMessage(), WhyNothing());
        }
    }

    private string WhyNothing()
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsPartialDefinition: true } && member.HasAttribute(KnownNames.Cache))
            {
                return $"'{member.Name}' is partial, so that it is cached without a decorator: remove [CacheDecorator], or write the method and its body as one ordinary method";
            }
        }

        return "none of its methods has [Cache]: the decorator would only pass calls on; add [Cache] to a method, or remove the attribute";
    }

    /// <summary>Reports members of the type with a mark that are not in the key of a method, because another type declares that: its objects would share entries.</summary>
    private void ReportMarksOutside()
    {
        foreach (var member in CachedMethodParser.MarkedMembers(type))
        {
            foreach (var method in _declaredOutside)
            {
                if (SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && !CachedMethodParser.MarkedMembers(method.ContainingType).Exists(known => known.Name == member.Name))
                {
                    var declaring = method.ContainingType.ToMessage();
                    report.Add(
                        member.Locations[0],
                        DiagnosticIds.KeyMarkWithoutEffect,
                        member.HasAttribute(KnownNames.CacheKey) ? "CacheKey" : "CacheTenant",
                        member.Name,
                        $"'{method.ToMessage()}' is cached as '{declaring}' declares it, and its key has what '{declaring}' has",
                        type.TypeKind == TypeKind.Interface ? $"declare the property in '{declaring}' with the mark" : $"declare it in '{declaring}' with the mark, or put [Cache] at the method of '{type.ToMessage()}'");
                    break;
                }
            }
        }
    }

    private bool TryAnnotated(INamedTypeSymbol service, IMethodSymbol method, CancellationToken cancellationToken)
    {
        // What the class says goes before what the interface says.
        var annotated = type.TypeKind == TypeKind.Class && type.FindImplementationForInterfaceMember(method) is IMethodSymbol own && UncachedBodies.IsAnnotated(own) ? own : method;
        if (!UncachedBodies.IsAnnotated(annotated) || annotated.IsPartialDefinition || annotated.PartialDefinitionPart is not null)
        {
            return false;
        }

        _reached.Add(annotated.OriginalDefinition);
        var form = new DecoratorForm(type, service, container);
        if (annotated.FindAttribute(KnownNames.Cache) is { } cache)
        {
            if (!CachedMembers.AreReadable(annotated, report) || CachedMethodParser.Parse(annotated, cache, form, compilation, report, cancellationToken) is not { Signature.Body: not null } model)
            {
                return false;
            }

            Cached.Add(model);
            if (!SymbolEqualityComparer.Default.Equals(annotated.ContainingType, type))
            {
                _declaredOutside.Add(annotated);
            }

            return true;
        }

        if (InvalidatingMethodParser.Parse(annotated, form, compilation, report, cancellationToken) is not { Signature.Body: not null } invalidating)
        {
            return false;
        }

        Invalidating.Add(invalidating);
        return true;
    }
}
