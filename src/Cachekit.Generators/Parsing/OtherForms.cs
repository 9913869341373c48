using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Decorators;
using Cachekit.Generators.Parsing.Interception;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Tells which annotated methods need not be partial, because something else than an implementing part does what they say.</summary>
internal static class OtherForms
{
    public static bool Handle(IMethodSymbol method) => DecoratorParser.Handles(method) || InterceptedTypes.Handles(method);

    /// <summary>The methods of a type that are cached so, and how.</summary>
    public static IReadOnlyDictionary<IMethodSymbol, CachePlan> Plans(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var report = new Report();
        Parse(type, compilation, report, cancellationToken);
        return report.Plans;
    }

    /// <summary>Reads the methods of a type that are cached so.</summary>
    public static void Parse(INamedTypeSymbol type, Compilation compilation, Report report, CancellationToken cancellationToken)
    {
        if (type.FindAttribute(KnownNames.CacheDecorator) is { } attribute)
        {
            DecoratorParser.Parse(type, attribute, compilation, report, cancellationToken);
        }
        else if (InterceptionSettings.AreWanted(type.ContainingAssembly))
        {
            InterceptedTypes.Parse(type, calls: null, compilation, report, cancellationToken);
        }
    }
}
