using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Interop;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Compares the methods of different types that share an operation. Those of one type are compared by the parser, for whom a type is the largest it sees.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InteropContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(InteropDescriptors.ContractDiffers);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var shared = new ConcurrentBag<(string Order, IMethodSymbol Method, InteropSettings Settings)>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, shared), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Compare(end, shared));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<(string Order, IMethodSymbol Method, InteropSettings Settings)> shared)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { PartialDefinitionPart: null } method
                && method.FindAttribute(KnownNames.Cache) is { } cache
                && InteropSettings.Of(method, cache) is { Namespace: not null } settings)
            {
                shared.Add((type.ToDisplayString() + "." + SignatureParser.Order(method), method, settings));
            }
        }
    }

    private static void Compare(CompilationAnalysisContext context, ConcurrentBag<(string Order, IMethodSymbol Method, InteropSettings Settings)> shared)
    {
        // Of two methods the one behind the other in the order of names is wrong, in each build the same.
        var methods = shared.ToArray();
        Array.Sort(methods, static (x, y) => string.CompareOrdinal(x.Order, y.Order));
        var first = new Dictionary<string, (IMethodSymbol Method, InteropSettings Settings)>(StringComparer.Ordinal);
        foreach (var (_, method, settings) in methods)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var key = $"{settings.Namespace}:{settings.Operation}";
            if (!first.TryGetValue(key, out var known))
            {
                first.Add(key, (method, settings));
            }
            else if (!SymbolEqualityComparer.Default.Equals(known.Method.ContainingType, method.ContainingType)
                && InteropContracts.Difference(known.Method, known.Settings, method, settings) is { } difference)
            {
                var place = AttributeSyntaxReader.LocationOf(method.FindAttribute(KnownNames.Cache)!, "Interop", context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(
                    InteropDescriptors.ContractDiffers, place, Full(method), Full(known.Method), key, difference));
            }
        }
    }

    private static string Full(IMethodSymbol method) => $"{method.ContainingType.ToDisplayString()}.{method.Name}";
}
