using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Batches;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Batches;

/// <summary>Binds a batch to the method of one id whose entries it shares.</summary>
internal static class BatchSharing
{
    public const string Setting = "SharesWith";

    /// <summary>Reads the method of one id.</summary>
    /// <param name="method">The batch.</param>
    /// <param name="cache">Its attribute.</param>
    /// <param name="batch">What names the method of one id.</param>
    /// <param name="shape">The batch's ids and values.</param>
    /// <param name="form">How both get their implementations.</param>
    /// <param name="compilation">Where both come from.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The plan of that method and what the batch adds, or null when something is wrong.</returns>
    public static (CachePlan Plan, BatchModel Batch)? Parse(
        IMethodSymbol method,
        AttributeData cache,
        AttributeData batch,
        BatchShape shape,
        MethodForm form,
        Compilation compilation,
        Report report,
        CancellationToken cancellationToken)
    {
        batch.TryGet<string>(Setting, out var name);
        var valid = CheckSettings(method, cache, name!, report, cancellationToken);
        var location = AttributeSyntaxReader.LocationOf(batch, Setting, cancellationToken);
        string? firstProblem = null;
        foreach (var member in method.ContainingType.GetMembers(name!))
        {
            if (member is not IMethodSymbol candidate || candidate.PartialDefinitionPart is not null || candidate.FindAttribute(KnownNames.Cache) is not { } single)
            {
                continue;
            }

            if (Problem(method, shape, candidate, out var id) is { } problem)
            {
                firstProblem ??= problem;
                continue;
            }

            // One with a mistake of its own has no entries to share; its own analyzer says so.
            return valid && CachedMethodParser.Parse(candidate, single, form, compilation, new Report(), cancellationToken)?.Plan is { } plan
                ? (plan, Model(shape, candidate, id!, form))
                : null;
        }

        if (firstProblem is null)
        {
            report.Add(location, DiagnosticIds.BatchTargetMissing, method.ToMessage(), name!, method.ContainingType.ToMessage());
        }
        else
        {
            report.Add(location, DiagnosticIds.BatchTargetMismatch, method.ToMessage(), name!, firstProblem);
        }

        return null;
    }

    private static BatchModel Model(BatchShape shape, IMethodSymbol single, IParameterSymbol id, MethodForm form)
    {
        var value = ReturnTypes.Classify(single.ReturnType).Value!;
        return BatchParser.Own(shape) with
        {
            IdSource = id.Name.EscapeIdentifier(),
            RemembersAbsent = BatchShape.CanBeNull(value),
            SharesWith = form.OrderOf(single),
        };
    }

    /// <summary>The settings are those of the other method: what a batch says itself would be dropped without a word.</summary>
    private static bool CheckSettings(IMethodSymbol method, AttributeData cache, string name, Report report, CancellationToken cancellationToken)
    {
        var valid = true;
        if (cache.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            foreach (var argument in arguments)
            {
                var setting = argument.NameEquals?.Name.Identifier.ValueText;
                if (setting != UncachedBodies.Source)
                {
                    Refuse(argument.GetLocation(), setting is null ? "the preset" : $"'{setting}'");
                }
            }
        }

        foreach (var known in new[] { KnownNames.Secure, KnownNames.CacheTag })
        {
            if (method.FindAttribute(known) is { } attribute)
            {
                Refuse(AttributeSyntaxReader.LocationOf(attribute, null, cancellationToken), known == KnownNames.Secure ? "[Secure]" : "[CacheTag]");
            }
        }

        return valid;

        void Refuse(Location? location, string what)
        {
            report.Add(location, DiagnosticIds.BatchSettingUnused, method.ToMessage(), name, what);
            valid = false;
        }
    }

    private static string? Problem(IMethodSymbol method, BatchShape shape, IMethodSymbol single, out IParameterSymbol? id)
    {
        id = null;
        if (SymbolEqualityComparer.Default.Equals(single, method) || single.HasAttribute(KnownNames.CacheBatch))
        {
            return "it takes a list itself";
        }

        if (single.TypeParameters.Length > 0 || method.TypeParameters.Length > 0)
        {
            return "one of the two is generic, so that it has not one cache but many";
        }

        if (method.IsStatic && !single.IsStatic)
        {
            return "it belongs to an instance, and the batch is static";
        }

        return Arguments(method, shape, single, ref id) ?? Values(shape, single);
    }

    private static string? Arguments(IMethodSymbol method, BatchShape shape, IMethodSymbol single, ref IParameterSymbol? id)
    {
        var inKey = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in ParameterParser.InKey(method))
        {
            inKey.Add(parameter.Name);
        }

        foreach (var needed in ParameterParser.InKey(single))
        {
            var given = Find(method, needed.Name);
            if (given is null || SymbolEqualityComparer.Default.Equals(given, shape.Ids))
            {
                if (id is not null)
                {
                    return $"the batch has no parameter '{(Find(method, id.Name) is null ? needed : id).Name}', which is in its key";
                }

                id = needed;
            }
            else if (!SymbolEqualityComparer.Default.Equals(given.Type, needed.Type))
            {
                return $"its parameter '{needed.Name}' is '{needed.Type.ToMessage()}' there and '{given.Type.ToMessage()}' here";
            }
            else if (!inKey.Contains(given.Name))
            {
                return $"'{given.Name}' is in its key, and left out of the batch's";
            }
        }

        if (id is null)
        {
            return "all of its parameters are also the batch's own, so that none is left for an id";
        }

        if (!SymbolEqualityComparer.Default.Equals(id.Type, shape.IdType))
        {
            return $"its '{id.Name}' is '{id.Type.ToMessage()}', and '{shape.Ids.Name}' has '{shape.IdType.ToMessage()}'";
        }

        foreach (var parameter in ParameterParser.InKey(method))
        {
            if (!SymbolEqualityComparer.Default.Equals(parameter, shape.Ids) && Find(single, parameter.Name) is null)
            {
                return $"it has no parameter '{parameter.Name}', so that values for different ones would have one entry; add it there, or leave it out here with [CacheIgnore]";
            }
        }

        return null;
    }

    private static string? Values(BatchShape shape, IMethodSymbol single)
    {
        var (kind, value) = ReturnTypes.Classify(single.ReturnType);
        if (value is null || kind == ReturnKind.Stream || !SymbolEqualityComparer.Default.Equals(value, shape.ItemType))
        {
            return $"its value is '{(kind == ReturnKind.Stream ? single.ReturnType : value ?? single.ReturnType).ToMessage()}', and the batch's is '{shape.ItemType.ToMessage()}'";
        }

        return !shape.ResultForm.IsDictionary() && BatchShape.IsMarkedNullable(value) && !BatchShape.CanBeNull(shape.ItemType)
            ? $"its value may be null, and a list has a place for each id; return a list of '{value.ToMessage()}', or a dictionary, in which ids without a value are missing"
            : null;
    }

    private static IParameterSymbol? Find(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }
}
