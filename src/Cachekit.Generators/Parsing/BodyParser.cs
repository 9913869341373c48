using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Finds the uncached body of a method: by convention or by the name in the attribute.</summary>
internal static class BodyParser
{
    private const string Async = "Async";
    private const int HasPrevious = 1;
    private const int HasToken = 2;

    /// <summary><c>GetUserAsync</c> -> <c>GetUserCoreAsync</c>, <c>GetUser</c> -> <c>GetUserCore</c>.</summary>
    public static string ConventionalName(IMethodSymbol method) =>
        method.Name.Length > Async.Length && method.Name.EndsWith(Async, StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - Async.Length) + "Core" + Async
            : method.Name + "Core";

    /// <summary>Finds the body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isCached">Whether the body may know about freshness: return a <c>Cacheable&lt;T&gt;</c>, take a <c>CachePrevious&lt;T&gt;</c>.</param>
    /// <param name="source">The name of the body when it is not the conventional one.</param>
    /// <param name="sourceLocation">Where that name is written.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static BodyModel? Parse(
        IMethodSymbol method, bool isCached, string? source, Location? sourceLocation, Report report, CancellationToken cancellationToken)
    {
        isCached = isCached && MayKnowFreshness(method);
        var name = source ?? ConventionalName(method);
        var best = Search(method, isCached, name, cancellationToken, out var misfit, out var reason);
        if (best is not null)
        {
            if (NullPromises.AreBroken(best, method))
            {
                report.Add(
                    method.Locations[0], DiagnosticIds.BodyMayReturnNull, best.ToMessage(), best.ReturnType.ToMessage(), method.ToMessage(), method.ReturnType.ToMessage());
            }

            if (TakesToken(method) && !TakesToken(best))
            {
                var place = best.Locations is { Length: > 0 } places && places[0].IsInSource ? places[0] : method.Locations[0];
                report.Add(place, DiagnosticIds.BodyWithoutToken, method.ToMessage(), best.Name);
            }

            return Model(best, method, isCached);
        }

        // A name that cannot be one of a body is no better one to write.
        var wanted = Signature(method, name.Length == 0 || name == method.Name ? ConventionalName(method) : name, isCached ? misfit : null);
        if (misfit is not null)
        {
            report.Add(sourceLocation ?? method.Locations[0], DiagnosticIds.BodyMismatch, misfit.ToMessage(), method.ToMessage(), reason!, wanted);
        }
        else
        {
            report.Add(
                sourceLocation ?? method.Locations[0],
                DiagnosticIds.BodyMissing,
                method.ToMessage(),
                wanted,
                source == method.Name ? $"; '{source}' is the method itself"
                : source is null && NearMiss(method) is { } near ? $"; '{near}' has nearly its name, rename it"
                : "");
        }

        return null;
    }

    /// <summary>The body of a method, or null when it has none of this name that fits.</summary>
    public static IMethodSymbol? Find(IMethodSymbol method, string name) =>
        Search(method, method.HasAttribute(KnownNames.Cache) && MayKnowFreshness(method), name, CancellationToken.None, out _, out _);

    // A batch and a stream make many values at a time, of which each would have to know about itself.
    private static bool MayKnowFreshness(IMethodSymbol method) =>
        ReturnTypes.Classify(method.ReturnType) is { Kind: not ReturnKind.Stream } returned
        && ReturnTypes.InCacheable(returned.Value) is null
        && !method.HasAttribute(KnownNames.CacheBatch);

    private static IMethodSymbol? Search(
        IMethodSymbol method, bool isCached, string name, CancellationToken cancellationToken, out IMethodSymbol? misfit, out string? reason)
    {
        IMethodSymbol? best = null;
        var bestRank = -1;
        misfit = null;
        reason = null;
        var misfits = 0;
        foreach (var type in method.ContainingType.SelfAndBases())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var member in type.GetMembers(name))
            {
                if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } candidate
                    || SymbolEqualityComparer.Default.Equals(candidate, method)
                    || candidate.PartialDefinitionPart is not null
                    || !candidate.IsReadableFrom(method.ContainingType))
                {
                    continue;
                }

                // Of several the one that can be cancelled, then the one that learns what is still there.
                if (Misfit(candidate, method, isCached, out var rank) is { } problem)
                {
                    misfit ??= candidate;
                    reason ??= problem;
                    misfits++;
                }
                else if (rank > bestRank)
                {
                    best = candidate;
                    bestRank = rank;
                }
            }

            if (best is not null)
            {
                break;
            }
        }

        reason = misfits > 1 ? $"{reason}, and none of the {misfits} methods of this name fits" : reason;
        return best;
    }

    /// <summary>Why a method cannot be the body of another, or null where it can.</summary>
    public static string? Misfit(IMethodSymbol candidate, IMethodSymbol method, bool isCached, out int rank)
    {
        rank = 0;
        if (method.IsStatic && !candidate.IsStatic)
        {
            return "it is not static";
        }

        if (candidate.TypeParameters.Length != method.TypeParameters.Length)
        {
            return $"it has {candidate.TypeParameters.Length} type parameters instead of {method.TypeParameters.Length}";
        }

        if (method.TypeParameters.Length > 0)
        {
            for (var i = 0; i < method.TypeParameters.Length; i++)
            {
                if (StricterConstraints(candidate.TypeParameters[i], method.TypeParameters[i]))
                {
                    return $"its type parameter '{candidate.TypeParameters[i].Name}' has other constraints";
                }
            }

            candidate = candidate.Construct([.. method.TypeParameters]);
        }

        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        var next = 0;
        var takesPrevious = false;
        foreach (var parameter in candidate.Parameters)
        {
            if (parameter.Type.Is(KnownNames.CancellationToken))
            {
                rank |= HasToken;
                continue;
            }

            if (isCached && parameter.Type.Is(KnownNames.CachePrevious) && value is not null)
            {
                if (PreviousProblem(parameter, value, takesPrevious) is { } problem)
                {
                    return problem;
                }

                takesPrevious = true;
                rank |= HasPrevious;
                continue;
            }

            next = SkipTokens(method, next);
            if (next == method.Parameters.Length)
            {
                return $"its parameter '{parameter.Name}' has no counterpart";
            }

            var wanted = method.Parameters[next++];
            if (!SymbolEqualityComparer.Default.Equals(parameter.Type, wanted.Type))
            {
                return $"its parameter '{parameter.Name}' is '{parameter.Type.ToMessage()}' instead of '{wanted.Type.ToMessage()}'";
            }

            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                return $"its parameter '{parameter.Name}' is passed by reference";
            }
        }

        next = SkipTokens(method, next);
        if (next < method.Parameters.Length)
        {
            return $"it does not take the parameter '{method.Parameters[next].Name}'";
        }

        if (Swapped(candidate, method) is { } swapped)
        {
            return swapped;
        }

        var (candidateKind, candidateValue) = ReturnTypes.Classify(candidate.ReturnType);
        candidateValue = isCached ? ReturnTypes.InCacheable(candidateValue) ?? candidateValue : candidateValue;
        if (candidate.ReturnsByRef || candidate.ReturnsByRefReadonly || kind.IsAsync() != candidateKind.IsAsync() || kind.HasValue() != candidateKind.HasValue()
            || (kind == ReturnKind.Stream) != (candidateKind == ReturnKind.Stream)
            || (value is not null && !SymbolEqualityComparer.Default.Equals(value, candidateValue))
            || (kind == ReturnKind.Unsupported && !SymbolEqualityComparer.Default.Equals(method.ReturnType, candidate.ReturnType)))
        {
            return $"it returns '{candidate.ReturnType.ToMessage()}' instead of '{method.ReturnType.ToMessage()}'";
        }

        return null;
    }

    /// <summary>Whether the body has the names of the method in another order. That they are of one type does not make them one another.</summary>
    private static string? Swapped(IMethodSymbol candidate, IMethodSymbol method)
    {
        var next = 0;
        foreach (var parameter in candidate.Parameters)
        {
            if (parameter.Type.Is(KnownNames.CancellationToken) || parameter.Type.Is(KnownNames.CachePrevious))
            {
                continue;
            }

            next = SkipTokens(method, next);
            if (next < method.Parameters.Length
                && method.Parameters[next++] is var wanted
                && wanted.Name != parameter.Name
                && Has(method, parameter.Name)
                && Has(candidate, wanted.Name))
            {
                return $"its parameter '{parameter.Name}' has the place of '{wanted.Name}'";
            }
        }

        return null;

        static bool Has(IMethodSymbol method, string name)
        {
            foreach (var parameter in method.Parameters)
            {
                if (parameter.Name == name)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static string? PreviousProblem(IParameterSymbol parameter, ITypeSymbol value, bool isSecond) =>
        isSecond ? $"its parameter '{parameter.Name}' is a second CachePrevious<T>"
        : parameter.RefKind is RefKind.Ref or RefKind.Out ? $"its parameter '{parameter.Name}' is passed by reference"
        : SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)parameter.Type).TypeArguments[0], value) ? null
        : $"its parameter '{parameter.Name}' is '{parameter.Type.ToMessage()}' instead of 'CachePrevious<{value.ToMessage()}>'";

    private static int SkipTokens(IMethodSymbol method, int index)
    {
        while (index < method.Parameters.Length && method.Parameters[index].Type.Is(KnownNames.CancellationToken))
        {
            index++;
        }

        return index;
    }

    private static bool StricterConstraints(ITypeParameterSymbol candidate, ITypeParameterSymbol method)
    {
        if ((candidate.HasConstructorConstraint && !method.HasConstructorConstraint && !method.HasValueTypeConstraint)
            || (candidate.HasReferenceTypeConstraint && !method.HasReferenceTypeConstraint)
            || (candidate.HasValueTypeConstraint && !method.HasValueTypeConstraint)
            || (candidate.HasUnmanagedTypeConstraint && !method.HasUnmanagedTypeConstraint)
            || candidate.ConstraintTypes.Length > method.ConstraintTypes.Length)
        {
            return true;
        }

        foreach (var needed in candidate.ConstraintTypes)
        {
            var found = false;
            foreach (var given in method.ConstraintTypes)
            {
                // Type parameters of two methods are never the same symbol: their text is compared.
                found |= needed.ToMessage() == given.ToMessage();
            }

            if (!found)
            {
                return true;
            }
        }

        return false;
    }

    private static BodyModel Model(IMethodSymbol body, IMethodSymbol method, bool isCached)
    {
        var arguments = new List<BodyArgument>(body.Parameters.Length);
        var next = 0;
        foreach (var parameter in body.Parameters)
        {
            var modifier = parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter ? "in " : "";
            if (parameter.Type.Is(KnownNames.CancellationToken))
            {
                arguments.Add(new BodyArgument(BodyArgumentKind.CancellationToken, modifier, ""));
                continue;
            }

            // A method that takes one itself is refused.
            if (isCached && parameter.Type.Is(KnownNames.CachePrevious))
            {
                arguments.Add(new BodyArgument(BodyArgumentKind.Previous, modifier, ""));
                continue;
            }

            next = SkipTokens(method, next);
            arguments.Add(new BodyArgument(BodyArgumentKind.Parameter, modifier, method.Parameters[next++].Name.EscapeIdentifier()));
        }

        var (kind, value) = ReturnTypes.Classify(body.ReturnType);
        return new BodyModel(
            body.Name.EscapeIdentifier(), kind, body.IsStatic, isCached && ReturnTypes.InCacheable(value) is not null, arguments.ToEquatableArray());
    }

    /// <summary>What to write, in the form that the user seems to want.</summary>
    private static string Signature(IMethodSymbol method, string name, IMethodSymbol? misfit)
    {
        var value = ReturnTypes.Classify(method.ReturnType).Value?.ToMessage();
        var result = method.ReturnType.ToMessage();
        if (value is not null && misfit is not null && ReturnTypes.InCacheable(ReturnTypes.Classify(misfit.ReturnType).Value) is not null)
        {
            result = ReturnTypes.Classify(method.ReturnType).Kind.IsAsync()
                ? $"{method.ReturnType.Name}<Cacheable<{value}>>"
                : $"Cacheable<{value}>";
        }

        var text = new StringBuilder("private ").Append(method.IsStatic ? "static " : "").Append(result).Append(' ').Append(name);
        for (var i = 0; i < method.TypeParameters.Length; i++)
        {
            text.Append(i == 0 ? "<" : ", ").Append(method.TypeParameters[i].Name);
        }

        text.Append(method.TypeParameters.Length > 0 ? ">(" : "(");
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(method.Parameters[i].Type.ToMessage()).Append(' ').Append(method.Parameters[i].Name);
        }

        if (value is not null && misfit is not null && TakesPrevious(misfit))
        {
            text.Append(method.Parameters.Length == 0 ? "" : ", ").Append("CachePrevious<").Append(value).Append("> previous");
        }

        return text.Append(')').ToString();
    }

    /// <summary>A method that was perhaps meant to be the body: the name in other letters, or with its parts in another order.</summary>
    private static string? NearMiss(IMethodSymbol method)
    {
        var name = ConventionalName(method);
        foreach (var member in method.ContainingType.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } candidate
                && (string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase)
                    || candidate.Name == method.Name + "Core"
                    || candidate.Name + Async == name
                    || candidate.Name == "_" + method.Name
                    || candidate.Name == method.Name + "Uncached"
                    || candidate.Name == method.Name + "Impl"
                    || candidate.Name == method.Name + "Internal"))
            {
                return candidate.Name;
            }
        }

        return null;
    }

    private static bool TakesToken(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.Is(KnownNames.CancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesPrevious(IMethodSymbol method)
    {
        var any = false;
        foreach (var parameter in method.Parameters)
        {
            any |= parameter.Type.Is(KnownNames.CachePrevious);
        }

        return any;
    }
}
