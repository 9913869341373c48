using Cachekit.Generators.Emitting;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators;

/// <summary>Implements partial methods with <c>[Cache]</c> and <c>[Invalidates]</c>: parse, group by type, emit one file per type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CacheGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var facts = context.CompilationProvider
            .Select(static (compilation, _) => CompilationFacts.From(compilation))
            .WithTrackingName(TrackingNames.Facts);

        var cached = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Cache,
                static (node, _) => node is MethodDeclarationSyntax,
                static (attributed, ct) => CachedMethodParser.Parse(
                    (IMethodSymbol)attributed.TargetSymbol, attributed.Attributes[0], attributed.SemanticModel.Compilation, new Report(), ct))
            .WhereNotNull()
            .WithTrackingName(TrackingNames.CachedMethods);

        var invalidating = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Invalidates,
                static (node, _) => node is MethodDeclarationSyntax,
                static (attributed, ct) => InvalidatingMethodParser.Parse(
                    (IMethodSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, new Report(), ct))
            .WhereNotNull()
            .WithTrackingName(TrackingNames.InvalidatingMethods);

        var types = cached.Collect()
            .Combine(invalidating.Collect())
            .SelectMany(static (methods, ct) => TypeModel.Group(methods.Left, methods.Right, ct))
            .WithTrackingName(TrackingNames.Types);

        context.RegisterSourceOutput(types.Combine(facts), static (output, pair) => TypeEmitter.Emit(output, pair.Left, pair.Right));
    }
}
