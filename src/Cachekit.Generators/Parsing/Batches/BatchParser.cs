using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Batches;
using Cachekit.Generators.Parsing.Interop;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Batches;

/// <summary>Reads what makes a cached method one of many ids.</summary>
internal static class BatchParser
{
    private const string IdsSetting = "Ids";

    /// <summary>Reads the ids and the result.</summary>
    /// <returns>Null when something is wrong with them.</returns>
    public static BatchShape? Parse(IMethodSymbol method, AttributeData batch, Report report, CancellationToken cancellationToken)
    {
        if (Ids(method, batch, report, cancellationToken) is not { } ids)
        {
            return null;
        }

        var idType = BatchForms.IdOf(ids.Type, out var idsForm)!;
        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        if (value is not { } result)
        {
            // There is no value at all, which is reported for every cached method.
            return null;
        }

        var item = BatchForms.ItemOf(result, out var resultForm, out var key);
        var problem = kind == ReturnKind.Stream ? "which is a stream"
            : item is null ? $"which has no value for each '{idType.ToMessage()}'"
            : key is not null && !SymbolEqualityComparer.Default.Equals(key, idType) ? $"which is by '{key.ToMessage()}', and '{ids.Name}' has ids of type '{idType.ToMessage()}'"
            : null;
        if (problem is not null)
        {
            report.Add(method.Locations[0], DiagnosticIds.BatchResultUnclear, method.ToMessage(), method.ReturnType.ToMessage(), problem, idType.ToMessage());
            return null;
        }

        return new BatchShape(ids, idsForm, idType, resultForm, item!);
    }

    /// <summary>Reports what a batch with entries of its own cannot have.</summary>
    /// <returns>Whether there is nothing.</returns>
    public static bool CheckOwn(IMethodSymbol method, AttributeData cache, Report report, CancellationToken cancellationToken)
    {
        if (!InteropSettings.IsShared(cache, out _))
        {
            return true;
        }

        report.Add(AttributeSyntaxReader.LocationOf(cache, "Interop", cancellationToken), DiagnosticIds.BatchInterop, method.ToMessage());
        return false;
    }

    /// <summary>The model of a batch with entries of its own.</summary>
    public static BatchModel Own(BatchShape shape) => new(
        shape.Ids.Name.EscapeIdentifier(),
        shape.Ids.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToSource(),
        shape.IdsForm,
        shape.Ids.Name.EscapeIdentifier(),
        shape.IdType.ToSource(),
        shape.ResultForm,
        shape.ItemType.ToSource(),
        BatchShape.IsMarkedNullable(shape.ItemType),
        shape.ItemType.IsReferenceType || BatchShape.IsNullableValue(shape.ItemType),
        SharesWith: null);

    private static IParameterSymbol? Ids(IMethodSymbol method, AttributeData batch, Report report, CancellationToken cancellationToken)
    {
        var lists = new List<IParameterSymbol>();
        foreach (var parameter in ParameterParser.InKey(method))
        {
            if (BatchForms.IdOf(parameter.Type, out _) is not null)
            {
                lists.Add(parameter);
            }
        }

        if (batch.TryGet<string>(IdsSetting, out var name) && name is not null)
        {
            var named = lists.Find(parameter => parameter.Name == name);
            if (named is null)
            {
                report.Add(
                    AttributeSyntaxReader.LocationOf(batch, IdsSetting, cancellationToken), DiagnosticIds.BatchIdsUnclear, method.ToMessage(), Why(method, name));
            }

            return named;
        }

        if (lists.Count == 1)
        {
            return lists[0];
        }

        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.IsRefLikeType)
            {
                // Reported with the signature: it cannot be passed on at all.
                return null;
            }
        }

        report.Add(
            method.Locations[0],
            DiagnosticIds.BatchIdsUnclear,
            method.ToMessage(),
            lists.Count == 0
                ? "none of its parameters in the key is a list"
                : $"'{lists[0].Name}' and '{lists[1].Name}' are both lists; say which one with Ids = nameof({lists[0].Name})");
        return null;
    }

    private static string Why(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Name == name)
            {
                return BatchForms.IdOf(parameter.Type, out _) is null ? $"'{name}' of type '{parameter.Type.ToMessage()}' is none" : $"'{name}' is left out of the key";
            }
        }

        return $"it has no parameter '{name}'";
    }
}
