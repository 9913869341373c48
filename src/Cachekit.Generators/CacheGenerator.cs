using System.Collections.Immutable;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Emitting;
using Cachekit.Generators.Incremental;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators;

/// <summary>Implements partial methods with <c>[Cache]</c>, <c>[Invalidates]</c> and <c>[InvalidatesTag]</c>: parse, group by type, emit one file per type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CacheGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var facts = context.CompilationProvider
            .Select(static (compilation, _) => CompilationFacts.From(compilation))
            .WithTrackingName(TrackingNames.Facts);

        // The compiler's own search for attributes would parse all methods again after each edit; the graph tells which files that can change.
        var parsed = context.CompilationProvider
            .Select(ProjectShape.Of)
            .SelectMany(DependencyGraph.AnnotatedTrees)
            .Select(AnnotatedTreeParser.Parse)
            .WithTrackingName(TrackingNames.ParsedTrees);
        var parsedCached = parsed.SelectMany(static (file, _) => file.Cached);
        var parsedInvalidating = parsed.SelectMany(static (file, _) => file.Invalidating);

        var cached = parsedCached.Select(static (method, _) => method.Model).WhereNotNull().WithTrackingName(TrackingNames.CachedMethods);
        var invalidating = parsedInvalidating.Select(static (method, _) => method.Model).WhereNotNull().WithTrackingName(TrackingNames.InvalidatingMethods);
        var types = cached.Collect()
            .Combine(invalidating.Collect())
            .SelectMany(static (methods, ct) => TypeModel.Group(methods.Left, methods.Right, ct))
            .WithTrackingName(TrackingNames.Types);

        context.RegisterSourceOutput(types.Combine(facts), static (output, pair) => TypeEmitter.Emit(output, pair.Left, pair.Right));

        // Without an implementing part a build stops before the analyzers run, so what prevents it is reported here, and only here.
        context.RegisterSourceOutput(parsedCached.SelectMany(static (method, _) => method.Refusals), Report);
        context.RegisterSourceOutput(parsedInvalidating.SelectMany(static (method, _) => method.Refusals), Report);
        context.RegisterSourceOutput(types.Collect().Combine(facts).SelectMany(static (build, _) => Obstacles(build.Left, build.Right)), Report);
    }

    private static void Report(SourceProductionContext output, RefusalModel refusal) =>
        output.ReportDiagnostic(Descriptors.Create(refusal.Finding, refusal.Location));

    private static void Report(SourceProductionContext output, Finding obstacle) =>
        output.ReportDiagnostic(Descriptors.Create(obstacle, Location.None));

    private static Finding[] Obstacles(ImmutableArray<TypeModel> types, CompilationFacts facts) =>
        facts.Obstacle is { } obstacle && types.Length > 0 ? [obstacle] : [];
}
