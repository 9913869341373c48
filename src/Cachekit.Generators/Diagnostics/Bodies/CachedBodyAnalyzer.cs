using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Finds what the body of a cached method reads besides its arguments: what is not in the key is the same for all callers.</summary>
/// <remarks>
/// Each member of a type with bodies of cached methods is read once; then the walk goes from each body over the methods and accessors of the type that it
/// uses. Other types are not looked into.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CachedBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(KeyDescriptors.AmbientStateRead, KeyDescriptors.StateNotInKey);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolStartAction(StartType, SymbolKind.NamedType);
    }

    private static void StartType(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var bodies = CachedBodies.Of(type);
        if (bodies.Count == 0)
        {
            return;
        }

        var reader = new MemberFactsReader(type, new HashSet<ISymbol>(bodies.ConvertAll(static body => (ISymbol)body.Body), SymbolEqualityComparer.Default));
        var members = new ConcurrentDictionary<ISymbol, MemberFacts>(SymbolEqualityComparer.Default);
        context.RegisterOperationBlockAction(block =>
        {
            // Those of nested types come here too.
            if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type))
            {
                members[block.OwningSymbol] = reader.Read(block.OperationBlocks, block.CancellationToken);
            }
        });
        context.RegisterSymbolEndAction(end => Analyze(end, bodies, members));
    }

    private static void Analyze(SymbolAnalysisContext context, List<CachedBody> bodies, ConcurrentDictionary<ISymbol, MemberFacts> members)
    {
        var writtenLater = WrittenLater(members);
        var reported = new HashSet<Location>();
        foreach (var body in bodies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            new BodyWalk(body, members, writtenLater).Report(reported, context.ReportDiagnostic);
        }
    }

    private static HashSet<ISymbol> WrittenLater(ConcurrentDictionary<ISymbol, MemberFacts> members)
    {
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var pair in members)
        {
            if (pair.Key is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor })
            {
                written.UnionWith(pair.Value.Written);
            }
        }

        return written;
    }
}
