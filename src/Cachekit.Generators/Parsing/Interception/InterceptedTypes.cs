using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Interception;
using Cachekit.Generators.Parsing.Decorators;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interception;

/// <summary>Reads a type with annotated methods that are not partial, whose calls are intercepted.</summary>
internal static class InterceptedTypes
{
    private const string Ending = "Calls";

    /// <summary>Whether calls of the method are intercepted, so that it need not be partial.</summary>
    public static bool Handles(IMethodSymbol method) =>
        !method.IsPartialDefinition
        && method.PartialDefinitionPart is null
        && method.MethodKind == MethodKind.Ordinary
        && InterceptionSettings.AreWanted(method.ContainingAssembly)
        && !DecoratorParser.Handles(method);

    /// <summary>Whether a type has a struct of this name.</summary>
    public static bool Generates(INamedTypeSymbol type, string name)
    {
        // Most types are told by the end of their name.
        if (!EndsWith(name, type.Name) || NameOf(type) != name || !InterceptionSettings.AreWanted(type.ContainingAssembly))
        {
            return false;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && UncachedBodies.IsAnnotated(method) && Handles(method))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the annotated methods of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="calls">Where they are called; null for whoever wants the report only.</param>
    /// <param name="compilation">Where they come from.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static TypeModel? Parse(
        INamedTypeSymbol type, IReadOnlyDictionary<IMethodSymbol, List<CallLocationModel>>? calls, Compilation compilation, Report report, CancellationToken cancellationToken)
    {
        var container = Container(type);
        var form = new InterceptedMethodForm(container);
        var cached = new List<CachedMethodModel>();
        var invalidating = new List<InvalidatingMethodModel>();
        var methods = new List<InterceptedMethodModel>();
        foreach (var member in type.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is not IMethodSymbol method || !UncachedBodies.IsAnnotated(method) || !Handles(method))
            {
                continue;
            }

            if (Unfit(method) is { } reason)
            {
                report.Add(method.Locations[0], DiagnosticIds.MethodNotIntercepted, method.ToMessage(), reason);
            }
            else if (TryRead(method))
            {
                methods.Add(new InterceptedMethodModel(
                    form.OrderOf(method), method.IsExtensionMethod, calls is not null && calls.TryGetValue(method, out var places) ? places.ToEquatableArray() : default));
            }
        }

        return methods.Count == 0 ? null : new TypeModel(container, container.HintName, cached.ToEquatableArray(), invalidating.ToEquatableArray())
        {
            Interception = new InterceptionModel(
                container.Name.EscapeIdentifier(), type.ToSource(), type.ToMessage(), type.IsStatic, ConstraintParser.Parse(type), methods.ToEquatableArray()),
        };

        bool TryRead(IMethodSymbol method)
        {
            if (method.FindAttribute(KnownNames.Cache) is { } cache)
            {
                if (CachedMembers.AreReadable(method, report)
                    && CachedMethodParser.Parse(method, cache, form, compilation, report, cancellationToken) is { Plan: not null } model)
                {
                    cached.Add(model);
                    return true;
                }

                return false;
            }

            if (InvalidatingMethodParser.Parse(method, form, compilation, report, cancellationToken) is { Signature.Body: not null } other)
            {
                invalidating.Add(other);
                return true;
            }

            return false;
        }
    }

    private static string? Unfit(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type.IsFileLocal)
        {
            return "its type is local to its file";
        }

        if (!SignatureParser.IsInternal(type) || method.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
        {
            return "generated code outside of its type cannot call it; make it and its type internal, or make the method partial";
        }

        if (type.ContainingType is { IsGenericType: true })
        {
            return "the type around its type is generic; move the type out, or make the method partial";
        }

        if (!type.CanBeReferencedByName)
        {
            return "it stands in an extension block; write it as 'static' method of a static class, with 'this' before its first parameter";
        }

        if (UsageMarks.KeepMembersOfTypes(method))
        {
            return "[DynamicallyAccessedMembers] would not hold for the calls, which come through generated code; make the method partial, or put [CacheDecorator] on an interface";
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface))
        {
            return "a call of a struct's method may change the struct, which an interceptor would only see a copy of; make the method partial";
        }

        var name = NameOf(type);
        if (Taken(type, name) is { } taken)
        {
            return $"the generated struct of its type would have the name '{name}', which belongs to {(taken.Name == name ? "" : "that of ")}'{taken.ToMessage()}'; rename one of the two, or make the method partial";
        }

        return method.IsStatic && (method.IsAbstract || method.IsVirtual) ? "it is a static member of an interface, which is called through a type parameter; make the methods of the types partial" : null;
    }

    private static bool EndsWith(string name, string type)
    {
        var start = name.Length - Ending.Length - type.Length;
        return start >= 0
            && name.EndsWith(Ending, StringComparison.Ordinal)
            && string.CompareOrdinal(name, start, type, 0, type.Length) == 0;
    }

    /// <summary>The name of the struct: a class <c>Store</c> and an interface <c>IStore</c> have one each.</summary>
    private static string NameOf(INamedTypeSymbol type)
    {
        var name = new StringBuilder(type.Name).Append(Ending);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name.Insert(0, outer.Name);
        }

        return name.ToString();
    }

    private static INamedTypeSymbol? Taken(INamedTypeSymbol type, string name)
    {
        foreach (var other in type.ContainingNamespace.GetTypeMembers(name, type.Arity))
        {
            if (!other.IsGenerated())
            {
                return other;
            }
        }

        foreach (var other in GeneratedContainers.Neighbours(type))
        {
            if (Generates(other, name) && GeneratedContainers.CompareClaims(other, type) < 0)
            {
                return other;
            }
        }

        return null;
    }

    private static ContainerModel Container(INamedTypeSymbol type) => GeneratedContainers.Of(type, NameOf(type), "readonly partial struct", [], ".Interceptors") with
    {
        IsValueType = true,
        HasHandleProperty = TakenNames.Member(type) is null,
    };
}
