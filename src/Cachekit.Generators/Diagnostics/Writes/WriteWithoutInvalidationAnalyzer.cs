using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics.Writes;

/// <summary>Guesses by names and types that a method writes what another one of its type caches. Off by default.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WriteWithoutInvalidationAnalyzer : DiagnosticAnalyzer
{
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
                AddBodies(type, method, bodies);
            }
        }

        if (cached.Count == 0)
        {
            return;
        }

        foreach (var member in type.GetMembers())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null } method
                && !method.HasAttribute(KnownNames.Cache)
                && !invalidating.Contains(method.Name)
                && !bodies.Contains(method)
                && EntityNames.SaysThatItWrites(method.Name)
                && Written(method, cached) is { } found
                && !Invalidates(method, invalidating, context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    InvalidationDescriptors.WriteWithoutInvalidation, method.Locations[0], method.ToMessage(), found.Method.Name, found.Entity.Name));
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

    /// <summary>The cached method whose entity a method takes, returns or names.</summary>
    private static (IMethodSymbol Method, INamedTypeSymbol Entity)? Written(IMethodSymbol method, List<(IMethodSymbol Method, INamedTypeSymbol Entity)> cached)
    {
        foreach (var candidate in cached)
        {
            if (EntityNames.Names(method.Name, candidate.Entity.Name) || SymbolEqualityComparer.Default.Equals(EntityOf(method.ReturnType), candidate.Entity))
            {
                return candidate;
            }

            foreach (var parameter in method.Parameters)
            {
                if (SymbolEqualityComparer.Default.Equals(EntityOf(parameter.Type), candidate.Entity))
                {
                    return candidate;
                }
            }
        }

        return null;
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

    /// <summary>Whether a method invalidates by itself: it calls a method that does, or something whose name says so.</summary>
    private static bool Invalidates(IMethodSymbol method, HashSet<string> invalidating, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var token in reference.GetSyntax(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken)
                    && token.Parent is SimpleNameSyntax
                    && (token.ValueText.StartsWith("Invalidate", StringComparison.Ordinal) || invalidating.Contains(token.ValueText)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
