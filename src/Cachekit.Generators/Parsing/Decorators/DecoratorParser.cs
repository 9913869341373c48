using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Decorators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Parsing.Decorators;

/// <summary>Reads a type with <c>[CacheDecorator]</c>. The generator takes the model, the analyzer the report.</summary>
internal static class DecoratorParser
{
    /// <summary>Whether a decorator caches the method, or does what its attributes say, so that it need not be partial.</summary>
    public static bool Handles(IMethodSymbol method) =>
        !method.IsPartialDefinition
        && method.PartialDefinitionPart is null
        && method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation
        && method.ContainingType.HasAttribute(KnownNames.CacheDecorator);

    public static TypeModel? Parse(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, Report report, CancellationToken cancellationToken)
    {
        var name = DecoratorNames.Of(type, attribute);
        var services = DecoratedServices.Of(type);
        if (Unfit(type, attribute, name, services, cancellationToken) is { } reason)
        {
            report.Add(AttributeSyntaxReader.LocationOf(attribute, null, cancellationToken), DiagnosticIds.TypeNotDecorated, type.ToMessage(), reason);
            return null;
        }

        var container = Container(type, name, services);
        var members = new DecoratedMembers(type, container, compilation, report);
        foreach (var service in services)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!DecoratedServices.IsDisposal(service))
            {
                members.Add(service, cancellationToken);
            }
        }

        members.ReportUnreached(attribute, cancellationToken);
        return new TypeModel(container, container.HintName, members.Cached.ToEquatableArray(), members.Invalidating.ToEquatableArray())
        {
            Decorator = new DecoratorModel(
                name.EscapeIdentifier(),
                type.ToSource(),
                type.ToMessage(),
                type.IsGenericType ? default : Names(services),
                members.Forwarded.ToEquatableArray(),
                services.Exists(static service => service.SpecialType == SpecialType.System_IDisposable),
                services.Exists(static service => service.Is(KnownNames.AsyncDisposable)))
            {
                KeepsMembersOfTypes = members.KeepMembersOfTypes,
            },
        };
    }

    private static string? Unfit(INamedTypeSymbol type, AttributeData attribute, string name, List<INamedTypeSymbol> services, CancellationToken cancellationToken)
    {
        if (type.IsFileLocal)
        {
            return "it is local to its file; remove the modifier 'file'";
        }

        if (!SignatureParser.IsInternal(type))
        {
            return "it is private to the type around it, and the generated class stands beside that; make it internal";
        }

        if (type.ContainingType is { IsGenericType: true })
        {
            return "the type around it is generic; move it out";
        }

        if (type.IsStatic)
        {
            return "it is static, and nothing can stand before it; make its methods partial";
        }

        if (!services.Exists(static service => !DecoratedServices.IsDisposal(service)))
        {
            return "it implements no interface that a decorator could stand in for; extract one and let callers use that, or make its methods partial";
        }

        foreach (var service in services)
        {
            if (DecoratedServices.Obstacle(service, type) is { } obstacle)
            {
                return $"'{obstacle.ToMessage()}' is {(obstacle.IsStatic ? "static and abstract" : "not accessible")}, so that no object can pass it on; put the attribute on a class, or make the methods partial";
            }
        }

        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            return $"the generated class cannot have the name '{name}'; write a name of letters, digits and '_'";
        }

        return DecoratorNames.Taken(type, attribute, name, cancellationToken) is { } taken
            ? $"the generated class would have the name '{name}', which belongs to {(taken.Name == name ? $"'{taken.ToMessage()}'" : $"that of '{taken.ToMessage()}'")}; write [CacheDecorator(Name = \"...\")]"
            : null;
    }

    private static ContainerModel Container(INamedTypeSymbol type, string name, List<INamedTypeSymbol> services)
    {
        var interfaces = new List<string>();
        foreach (var service in services)
        {
            interfaces.Add(service.ToSource());
        }

        interfaces.Add($"global::Cachekit.CompilerServices.ICacheDecorator<{GeneratedContainers.FullName(type, name)}>");
        return GeneratedContainers.Of(type, name, "sealed partial class", interfaces, ".Decorator") with
        {
            RuntimeExpression = "this." + GeneratedNames.GivenRuntime,
        };
    }

    private static EquatableArray<string> Names(List<INamedTypeSymbol> services)
    {
        var names = new List<string>();
        foreach (var service in services)
        {
            if (!DecoratedServices.IsDisposal(service))
            {
                names.Add(service.ToSource());
            }
        }

        return names.ToEquatableArray();
    }
}
