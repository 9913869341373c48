using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>
/// Compares the methods of a type that share an operation: their keys can be equal, so their arguments and values must be too.
/// </summary>
internal static class InteropContracts
{
    /// <summary>Reports a method that contradicts another one. Of two only the one behind the other in the order of signatures is wrong.</summary>
    public static void Check(IMethodSymbol method, InteropSettings settings, Location? place, Report report)
    {
        var order = SignatureParser.Order(method);
        (IMethodSymbol Method, InteropSettings Settings)? twin = null;
        (IMethodSymbol Method, InteropSettings Settings)? neighbour = null;
        foreach (var member in method.ContainingType.GetMembers())
        {
            if (member is not IMethodSymbol { PartialDefinitionPart: null } other
                || other.FindAttribute(KnownNames.Cache) is not { } cache
                || InteropSettings.Of(other, cache) is not { } known
                || known.Namespace is null
                || known.Namespace != settings.Namespace
                || string.CompareOrdinal(SignatureParser.Order(other), order) >= 0)
            {
                continue;
            }

            if (known.Operation == settings.Operation && Difference(other, known, method, settings) is not null)
            {
                twin = First(twin, (other, known));
            }
            else if (known.Version != settings.Version)
            {
                neighbour = First(neighbour, (other, known));
            }
        }

        if (twin is { } contradicted)
        {
            report.Add(
                place,
                DiagnosticIds.InteropContractDiffers,
                method.ToMessage(),
                contradicted.Method.ToMessage(),
                $"{settings.Namespace}:{settings.Operation}",
                Difference(contradicted.Method, contradicted.Settings, method, settings)!);
        }

        if (neighbour is { } mixed)
        {
            report.Add(place, DiagnosticIds.InteropVersionsMixed, method.ToMessage(), mixed.Method.ToMessage(), settings.Namespace!);
        }
    }

    private static (IMethodSymbol Method, InteropSettings Settings) First(
        (IMethodSymbol Method, InteropSettings Settings)? known, (IMethodSymbol Method, InteropSettings Settings) next) =>
        known is { } first && string.CompareOrdinal(SignatureParser.Order(first.Method), SignatureParser.Order(next.Method)) < 0 ? first : next;

    /// <summary>In what two methods that share an operation differ, or null.</summary>
    public static string? Difference(IMethodSymbol first, InteropSettings firstSettings, IMethodSymbol second, InteropSettings secondSettings)
    {
        var (firstArguments, secondArguments) = (Arguments(first), Arguments(second));
        if (firstArguments != secondArguments)
        {
            return $"the arguments are ({firstArguments}) there and ({secondArguments}) here";
        }

        var (firstValue, secondValue) = (Value(first), Value(second));
        if (firstValue != secondValue)
        {
            return $"the value is '{firstValue}' there and '{secondValue}' here";
        }

        return firstSettings.Naming != secondSettings.Naming ? "InteropNaming is another one"
            : firstSettings.Version != secondSettings.Version ? "InteropVersion is another one"
            : SecurityOf(first) != SecurityOf(second) ? "the encryption or its tenant is another one"
            : null;
    }

    /// <summary>Who can read the entries; mistakes in it are reported by its own analyzer.</summary>
    private static SecurityModel? SecurityOf(IMethodSymbol method) =>
        SecurityParser.TryParse(method, method.FindAttribute(KnownNames.Cache)!, new Report(), CancellationToken.None, out var security) ? security : null;

    private static string Arguments(IMethodSymbol method)
    {
        var text = new StringBuilder();
        foreach (var parameter in ParameterParser.InKey(method))
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(TypeNames.Plain(parameter.Type));
        }

        return text.Replace("global::", "").ToString();
    }

    private static string Value(IMethodSymbol method) =>
        ReturnTypes.Classify(method.ReturnType).Value is { } value ? TypeNames.Plain(value).Replace("global::", "") : "nothing";
}
