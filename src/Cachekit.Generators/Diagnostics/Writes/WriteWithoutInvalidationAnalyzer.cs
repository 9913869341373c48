using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics.Writes;

/// <summary>Guesses by names and types that a method writes what another one of its type caches. Off by default.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WriteWithoutInvalidationAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic with the names of the cached methods whose entries get old, separated by commas.</summary>
    internal const string Targets = "Targets";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(InvalidationDescriptors.WriteWithoutInvalidation);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var cached = new List<(IMethodSymbol Method, INamedTypeSymbol Entity)>();
        var bodies = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var invalidating = new HashSet<string>(StringComparer.Ordinal);
        var invalidatingBodies = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { PartialDefinitionPart: null } method)
            {
                continue;
            }

            if (method.HasAttribute(KnownNames.Cache))
            {
                if (EntityOf(method.ReturnType) is { } entity)
                {
                    cached.Add((method, entity));
                }

                if (UncachedBodies.Find(method) is { } body)
                {
                    bodies.Add(body);
                }
            }
            else if (method.HasAttribute(KnownNames.Invalidates) || method.HasAttribute(KnownNames.InvalidatesTag))
            {
                invalidating.Add(method.Name);
                AddBodies(type, method, invalidatingBodies);
            }
        }

        if (cached.Count == 0)
        {
            return;
        }

        bodies.UnionWith(invalidatingBodies);
        var calls = new OwnCalls(type, invalidating, invalidatingBodies, context.CancellationToken);
        foreach (var member in type.GetMembers())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null } method
                && !method.HasAttribute(KnownNames.Cache)
                && !invalidating.Contains(method.Name)
                && !bodies.Contains(method)
                && EntityNames.SaysThatItWrites(method.Name)
                && Written(method, cached) is { Count: > 0 } found
                && !calls.Invalidate(method)
                && !calls.AreMadeByInvalidating(method))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    InvalidationDescriptors.WriteWithoutInvalidation,
                    method.Locations[0],
                    ImmutableDictionary<string, string?>.Empty.Add(Targets, string.Join(",", found.ConvertAll(static target => target.Method.Name))),
                    method.ToMessage(),
                    found[0].Method.Name,
                    found[0].Entity.Name));
            }
        }
    }

    private static void AddBodies(INamedTypeSymbol type, IMethodSymbol method, HashSet<ISymbol> bodies)
    {
        foreach (var body in type.GetMembers(UncachedBodies.NameOf(method)))
        {
            bodies.Add(body);
        }
    }

    /// <summary>The cached methods whose entity a method takes, returns or names.</summary>
    private static List<(IMethodSymbol Method, INamedTypeSymbol Entity)> Written(IMethodSymbol method, List<(IMethodSymbol Method, INamedTypeSymbol Entity)> cached) =>
        cached.FindAll(candidate => Concerns(method, candidate.Entity));

    private static bool Concerns(IMethodSymbol method, INamedTypeSymbol entity)
    {
        if (EntityNames.Names(method.Name, entity.Name) || SymbolEqualityComparer.Default.Equals(EntityOf(method.ReturnType), entity))
        {
            return true;
        }

        foreach (var parameter in method.Parameters)
        {
            if (SymbolEqualityComparer.Default.Equals(EntityOf(parameter.Type), entity))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type of the program's own that a result, a list or a task of it is about.</summary>
    private static INamedTypeSymbol? EntityOf(ITypeSymbol type)
    {
        for (var depth = 0; depth < 4; depth++)
        {
            switch (type)
            {
                case IArrayTypeSymbol array:
                    type = array.ElementType;
                    continue;
                case INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } generic when Parsing.Values.WellKnownTypes.IsFramework(generic):
                    type = arguments[arguments.Length - 1];
                    continue;
                default:
                    return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } named
                        && !Parsing.Values.WellKnownTypes.IsFramework(named)
                            ? named
                            : null;
            }
        }

        return null;
    }
}
