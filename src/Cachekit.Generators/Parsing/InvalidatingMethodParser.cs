using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Tags;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads a method with <c>[Invalidates]</c> or <c>[InvalidatesTag]</c>. The generator takes the model, the analyzer the report.</summary>
internal static class InvalidatingMethodParser
{
    public static InvalidatingMethodModel? Parse(IMethodSymbol method, MethodForm form, Compilation compilation, Report report, CancellationToken cancellationToken)
    {
        if (method.HasAttribute(KnownNames.Cache))
        {
            // The parser of cached methods reports the combination and writes the method.
            return null;
        }

        var attributes = new List<AttributeData>();
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && (type.Is(KnownNames.Invalidates) || type.Is(KnownNames.InvalidatesTag)))
            {
                attributes.Add(attribute);
            }
        }

        var source = UncachedBodies.SourceOf(method, out var owner);
        var sourceLocation = owner is null ? null : AttributeSyntaxReader.LocationOf(owner, UncachedBodies.Source, cancellationToken);
        var name = method.HasAttribute(KnownNames.Invalidates) ? "Invalidates" : "InvalidatesTag";
        if (form.Parse(method, name, source, sourceLocation, report, cancellationToken) is not var (signature, container))
        {
            return null;
        }

        if (ByReference(method, signature.Kind) is { } parameter)
        {
            report.Add(
                parameter.Locations[0], DiagnosticIds.ParameterNotSupported, parameter.Name, method.ToMessage(), "passed by reference", "an asynchronous method that invalidates takes it by value");
            return new InvalidatingMethodModel(container, signature with { Body = null }, default);
        }

        if (LazyResults.AreOf(method, UncachedBodies.Find(method) ?? method, cancellationToken))
        {
            report.Add(method.Locations[0], DiagnosticIds.InvalidationBeforeTheWork, method.ToMessage(), method.ReturnType.ToMessage());
            return new InvalidatingMethodModel(container, signature with { Body = null }, default);
        }

        var targets = new List<InvalidationTarget>();
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass!.Is(KnownNames.Invalidates))
            {
                Bind(method, attribute, form, compilation, targets, report, cancellationToken);
            }
        }

        var tags = TagParser.ToInvalidate(method, form, report, cancellationToken);
        return new InvalidatingMethodModel(container, signature, targets.ToEquatableArray())
        {
            // Where the name of the runtime is taken there is none to ask; that is reported once for the type.
            Tags = form.TakenMember(method) is null ? tags.ToEquatableArray() : default,
        };
    }

    private static IParameterSymbol? ByReference(IMethodSymbol method, ReturnKind kind)
    {
        foreach (var parameter in method.Parameters)
        {
            if (kind.IsAsync() && parameter.RefKind != RefKind.None)
            {
                return parameter;
            }
        }

        return null;
    }

    private static void Bind(
        IMethodSymbol method,
        AttributeData attribute,
        MethodForm form,
        Compilation compilation,
        List<InvalidationTarget> targets,
        Report report,
        CancellationToken cancellationToken)
    {
        if (attribute.ConstructorArguments is not { Length: 1 } constants || constants[0].Kind == TypedConstantKind.Error)
        {
            // No constant text: the compiler says so.
            return;
        }

        var location = AttributeSyntaxReader.LocationOf(attribute, null, cancellationToken);
        var name = constants[0].Value as string ?? "";
        var found = false;
        var bound = false;
        string? firstProblem = null;
        foreach (var member in method.ContainingType.GetMembers(name))
        {
            if (member is not IMethodSymbol candidate || candidate.PartialDefinitionPart is not null || candidate.FindAttribute(KnownNames.Cache) is not { } cache)
            {
                continue;
            }

            found = true;
            var arguments = new List<string>();
            if (Problem(method, candidate, compilation, arguments) is { } problem)
            {
                firstProblem ??= problem;
                continue;
            }

            bound = true;

            // A target with a mistake of its own has no cache to invalidate; its own analyzer says so.
            if (CachedMethodParser.Parse(candidate, cache, form, compilation, new Report(), cancellationToken)?.Plan is { } plan)
            {
                var all = new List<string>();
                foreach (var keySource in plan.KeySources)
                {
                    if (keySource.IsMember)
                    {
                        all.Add("this." + keySource.Name);
                    }
                }

                all.AddRange(arguments);
                var target = new InvalidationTarget(form.OrderOf(candidate), all.ToEquatableArray());
                if (!targets.Contains(target))
                {
                    targets.Add(target);
                }
            }
        }

        if (!found)
        {
            report.Add(location, DiagnosticIds.InvalidationTargetMissing, method.ToMessage(), name, method.ContainingType.ToMessage(), CachedNames(method.ContainingType, name));
        }
        else if (!bound)
        {
            report.Add(location, DiagnosticIds.InvalidationNotBound, method.ToMessage(), name, firstProblem!);
        }
    }

    /// <summary>A parameter whose name differs by the case of its letters only.</summary>
    private static string? Near(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
        {
            if (string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Name;
            }
        }

        return null;
    }

    /// <summary>What could be named instead.</summary>
    private static string CachedNames(INamedTypeSymbol type, string name)
    {
        var names = new List<string>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol && member.HasAttribute(KnownNames.Cache) && !names.Contains(member.Name))
            {
                names.Add(member.Name);
            }
        }

        var near = names.Find(known => known.Equals(name, StringComparison.OrdinalIgnoreCase) || known == name + "Async" || known + "Async" == name);
        return near is not null ? $"write nameof({near})"
            : names.Count > 0 ? $"write nameof({string.Join(") or nameof(", names)}), or, for entries of another type, give them a tag and use [InvalidatesTag]"
            : "for entries of another type, give them a tag and use [InvalidatesTag]";
    }

    private static string? Problem(IMethodSymbol method, IMethodSymbol target, Compilation compilation, List<string> arguments)
    {
        if (target.HasAttribute(KnownNames.CacheBatch))
        {
            return "it takes a list of ids; name the method of one id, or call its handle's InvalidateAsync in the body";
        }

        if (target.TypeParameters.Length > 0)
        {
            return "it is generic, and its type arguments are not known here; call its handle's InvalidateAsync instead";
        }

        if (method.IsStatic && !target.IsStatic)
        {
            return "it belongs to an instance, and this method is static";
        }

        foreach (var needed in ParameterParser.InKey(target))
        {
            IParameterSymbol? given = null;
            foreach (var parameter in method.Parameters)
            {
                if (parameter.Name == needed.Name)
                {
                    given = parameter;
                }
            }

            if (given is null && Near(method, needed.Name) is { } near)
            {
                return $"its parameter '{needed.Name}' ({needed.Type.ToMessage()}) is in the key, and '{near}' is another name; rename '{near}' to '{needed.Name}'";
            }

            if (given is null)
            {
                return $"its parameter '{needed.Name}' ({needed.Type.ToMessage()}) is in the key, and there is no parameter of this name; add it, or call the handle's InvalidateAsync in the body";
            }

            if (!compilation.ClassifyCommonConversion(given.Type, needed.Type).IsImplicit)
            {
                return $"parameter '{given.Name}' is '{given.Type.ToMessage()}', and the key needs '{needed.Type.ToMessage()}'; declare it as that, or call the handle's InvalidateAsync in the body";
            }

            arguments.Add(given.Name.EscapeIdentifier());
        }

        return null;
    }
}
