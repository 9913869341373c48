using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Decorators;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Finds the bodies in a type that make what is stored: of its own methods, and of cached methods of the interfaces that it implements.</summary>
internal static class CachedBodies
{
    public static List<CachedBody> Of(INamedTypeSymbol type)
    {
        var bodies = new List<CachedBody>();
        AddOwn(type, bodies);
        if (type.TypeKind is TypeKind.Class or TypeKind.Struct && !type.IsGenerated())
        {
            foreach (var service in type.AllInterfaces)
            {
                // Of an interface from elsewhere this may be a stand-in for a test, which nobody caches.
                if (SymbolEqualityComparer.Default.Equals(service.ContainingAssembly, type.ContainingAssembly))
                {
                    AddImplementations(type, service, bodies);
                }
            }
        }

        return bodies;
    }

    private static void AddOwn(INamedTypeSymbol type, List<CachedBody> bodies)
    {
        List<ISymbol>? marked = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { PartialDefinitionPart: null } method || !method.HasAttribute(KnownNames.Cache))
            {
                continue;
            }

            var isItself = OtherForms.Handle(method);
            if ((isItself ? method : UncachedBodies.Find(method)) is { } body)
            {
                marked ??= CachedMethodParser.MarkedMembers(type);
                bodies.Add(new CachedBody(method, body, isItself ? BodyPlace.Itself : BodyPlace.Beside, method.IsStatic ? [] : marked));
            }
        }
    }

    private static void AddImplementations(INamedTypeSymbol type, INamedTypeSymbol service, List<CachedBody> bodies)
    {
        List<ISymbol>? marked = null;
        foreach (var member in service.GetMembers())
        {
            if (member.OriginalDefinition is IMethodSymbol method
                && method.HasAttribute(KnownNames.Cache)
                && OtherForms.Handle(method)
                && type.FindImplementationForInterfaceMember(member) is IMethodSymbol body
                && SymbolEqualityComparer.Default.Equals(body.ContainingType, type)
                && !UncachedBodies.IsAnnotated(body)
                && !(DecoratorParser.Handles(method) && Wraps(type, service)))
            {
                marked ??= Marked(type, service);
                bodies.Add(new CachedBody(method, body.PartialImplementationPart ?? body, BodyPlace.Implementation, marked));
            }
        }
    }

    /// <summary>The members of an interface that are in the key, and those of a type that implement them.</summary>
    private static List<ISymbol> Marked(INamedTypeSymbol type, INamedTypeSymbol service)
    {
        var marked = new List<ISymbol>();
        foreach (var member in CachedMethodParser.MarkedMembers(service))
        {
            marked.Add(member);
            if (type.FindImplementationForInterfaceMember(member) is { } own)
            {
                marked.Add(own);
            }
        }

        return marked;
    }

    /// <summary>Whether a type passes calls on to another object of the interface: then it may as well stand before the decorator, where nothing is stored.</summary>
    private static bool Wraps(INamedTypeSymbol type, INamedTypeSymbol service)
    {
        foreach (var current in type.SelfAndBases())
        {
            foreach (var member in current.GetMembers())
            {
                if (!member.IsStatic && (member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null }) is { } held && Holds(held, service))
                {
                    return true;
                }
            }
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (Holds(parameter.Type, service))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a value is a service, or has it: a <c>Lazy&lt;IStore&gt;</c>, an <c>IEnumerable&lt;IStore&gt;</c>.</summary>
    private static bool Holds(ITypeSymbol type, INamedTypeSymbol service)
    {
        if (SymbolEqualityComparer.Default.Equals(type, service))
        {
            return true;
        }

        if (type is IArrayTypeSymbol array)
        {
            return Holds(array.ElementType, service);
        }

        if (type is INamedTypeSymbol named)
        {
            foreach (var argument in named.TypeArguments)
            {
                if (Holds(argument, service))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
