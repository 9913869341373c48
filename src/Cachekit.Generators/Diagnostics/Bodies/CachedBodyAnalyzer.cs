using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Finds what the body of a cached method reads besides its arguments: what is not in the key is the same for all callers.</summary>
/// <remarks>
/// Each member of a type with cached methods is read once; then the walk goes from each uncached body over the methods and accessors of the type that it
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
        if (!HasCachedMethod(type))
        {
            return;
        }

        var reader = new MemberFactsReader(type);
        var members = new ConcurrentDictionary<ISymbol, MemberFacts>(SymbolEqualityComparer.Default);
        context.RegisterOperationBlockAction(block =>
        {
            // Those of nested types come here too.
            if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type))
            {
                members[block.OwningSymbol] = reader.Read(block.OperationBlocks, block.CancellationToken);
            }
        });
        context.RegisterSymbolEndAction(end => Analyze(end, type, members));
    }

    private static bool HasCachedMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol && member.HasAttribute(KnownNames.Cache))
            {
                return true;
            }
        }

        return false;
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, ConcurrentDictionary<ISymbol, MemberFacts> members)
    {
        var marked = CachedMethodParser.MarkedMembers(type);
        var writtenLater = WrittenLater(members);
        var reported = new HashSet<Location>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { PartialDefinitionPart: null } method
                && method.FindAttribute(KnownNames.Cache) is { } cache
                && BodyParser.Find(method, cache) is { } body)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                new BodyWalk(method, method.IsStatic ? [] : marked, members, writtenLater).Report(body, reported, context.ReportDiagnostic);
            }
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
