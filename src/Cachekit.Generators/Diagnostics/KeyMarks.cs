using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Finds <c>[CacheKey]</c> and <c>[CacheIgnore]</c> where nobody reads them: who wrote them believes that keys are other ones than they are.</summary>
internal static class KeyMarks
{
    private static readonly (string Attribute, string ShortName)[] Attributes = [(KnownNames.CacheKey, "CacheKey"), (KnownNames.CacheIgnore, "CacheIgnore")];

    /// <summary>Looks at the members and parameters of a type.</summary>
    public static void Check(INamedTypeSymbol type, Report report)
    {
        var isCaching = false;
        foreach (var member in type.GetMembers())
        {
            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null } method:
                    isCaching |= method.HasAttribute(KnownNames.Cache);

                    // A method that invalidates says with the same words which of its parameters count.
                    if (!method.HasAttribute(KnownNames.Invalidates) && !method.HasAttribute(KnownNames.InvalidatesTag))
                    {
                        CheckParameters(method, report);
                    }

                    break;
                case IFieldSymbol or IPropertySymbol when member.HasAttribute(KnownNames.CacheKey) && Problem(member) is { } problem:
                    Add(member is IFieldSymbol { AssociatedSymbol: { } property } ? property : member, "CacheKey", problem.Reason, problem.Instead, report);
                    break;
            }
        }

        if (isCaching)
        {
            CheckBases(type, report);
        }
    }

    private static (string Reason, string Instead)? Problem(ISymbol member) => member switch
    {
        { IsStatic: true } => ("a static member is in no key", "pass it to the method as a parameter"),
        IFieldSymbol { AssociatedSymbol: IPropertySymbol } => ("it is at the hidden field of the property, which generated code cannot read", "mark the property itself"),
        IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 } =>
            ("generated code cannot read an explicit interface implementation", "mark a property or field of the type itself that has the value"),
        IPropertySymbol { IsIndexer: true } => ("an indexer has no value of its own", "mark a property that has one"),
        IPropertySymbol { GetMethod: null } => ("the property cannot be read", "give it a getter, or mark the field behind it"),
        _ => null,
    };

    private static void CheckParameters(IMethodSymbol method, Report report)
    {
        var isCached = method.HasAttribute(KnownNames.Cache);
        foreach (var parameter in method.Parameters)
        {
            foreach (var (attribute, shortName) in Attributes)
            {
                if (!parameter.HasAttribute(attribute))
                {
                    continue;
                }

                if (!isCached)
                {
                    var (reason, instead) = UncachedBodies.MethodOf(method) is { } cached
                        ? ($"'{method.Name}' is the uncached body of '{cached.Name}'", $"move it to the parameter of '{cached.Name}'")
                        : ("only methods with [Cache] have keys", "mark the parameter of one, or remove it");
                    Add(parameter, shortName, reason, instead, report);
                }
                else if (attribute == KnownNames.CacheKey && parameter.Type.Is(KnownNames.CancellationToken))
                {
                    Add(parameter, shortName, "a CancellationToken is never in a key", "remove it, or mark the parameters that identify the result", report);
                }
            }
        }
    }

    /// <summary>Members of base types that generated code cannot read: the instances of a derived type would share their entries.</summary>
    private static void CheckBases(INamedTypeSymbol type, Report report)
    {
        foreach (var current in type.SelfAndBases())
        {
            if (SymbolEqualityComparer.Default.Equals(current, type))
            {
                continue;
            }

            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null }
                    && member.HasAttribute(KnownNames.CacheKey)
                    && member.CanBeReferencedByName
                    && ProblemFrom(type, member) is { } problem)
                {
                    var place = member.Locations is { Length: > 0 } places && places[0].IsInSource ? places[0] : type.Locations[0];
                    report.Add(place, DiagnosticIds.KeyMarkWithoutEffect, "CacheKey", member.Name, problem.Reason, problem.Instead);
                }
            }
        }
    }

    private static (string Reason, string Instead)? ProblemFrom(INamedTypeSymbol type, ISymbol member) =>
        !member.IsReadableFrom(type) ? ($"'{type.ToMessage()}' cannot read it", "make it protected")
        : member.FindRival(type) is not { } rival || CachedMethodParser.MarkedMembers(type).Exists(known => known.Name == member.Name) ? null
        : SymbolEqualityComparer.Default.Equals(rival, type) || rival.Implements(member.ContainingType)
            ? ($"'{rival.ToMessage()}' has another member of this name", "mark that one")
            : ($"'{rival.ToMessage()}' has a member of the same name, and in '{type.ToMessage()}' the name could be either", $"declare it in '{type.ToMessage()}' itself, with [CacheKey]");

    private static void Add(ISymbol symbol, string attribute, string reason, string instead, Report report) =>
        report.Add(symbol.Locations.Length > 0 ? symbol.Locations[0] : null, DiagnosticIds.KeyMarkWithoutEffect, attribute, symbol.Name, reason, instead);
}
