using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Emitting;
using Cachekit.Generators.Incremental;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Decorators;
using Cachekit.Generators.Parsing.Interception;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators;

/// <summary>Implements partial methods with <c>[Cache]</c>, <c>[Invalidates]</c> and <c>[InvalidatesTag]</c>: parse, group by type, emit one file per type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CacheGenerator : IIncrementalGenerator
{
    private readonly InterceptableLocations _locations;

    /// <summary>For the compiler that loads it.</summary>
    public CacheGenerator()
        : this(InterceptableLocations.OfCompiler)
    {
    }

    internal CacheGenerator(InterceptableLocations locations) => _locations = locations;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var facts = context.CompilationProvider
            .Select(static (compilation, _) => CompilationFacts.From(compilation))
            .WithTrackingName(TrackingNames.Facts);

        // The compiler's own search for attributes would parse all methods again after each edit; the graph tells which files that can change.
        var parsed = context.CompilationProvider
            .Select(ProjectShape.Of)
            .SelectByName(DependencyGraph.AnnotatedTrees, static file => file.Path)
            .Select(AnnotatedTreeParser.Parse)
            .WithTrackingName(TrackingNames.ParsedTrees)
            .Select(static (file, _) => file.OrThrow());
        var parsedCached = parsed.SelectMany(static (file, _) => file.Cached);
        var parsedInvalidating = parsed.SelectMany(static (file, _) => file.Invalidating);

        var cached = parsedCached.Select(static (method, _) => method.Model).WhereNotNull().WithTrackingName(TrackingNames.CachedMethods);
        var invalidating = parsedInvalidating.Select(static (method, _) => method.Model).WhereNotNull().WithTrackingName(TrackingNames.InvalidatingMethods);
        var types = cached.Collect()
            .Combine(invalidating.Collect())
            .Select(static (methods, ct) => TypeModel.Group(methods.Left, methods.Right, ct));
        Emit(types, TrackingNames.Types);

        var decorators = context.SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.CacheDecorator,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, ct) => DecoratorParser.Parse(
                    (INamedTypeSymbol)attributed.TargetSymbol, attributed.Attributes[0], attributed.SemanticModel.Compilation, new Report(), ct))
            .WhereNotNull()
            .Collect()
            .Select(static (types, _) => TypeModel.WithFileNames(types));
        Emit(decorators, TrackingNames.Decorators);

        // Nothing of it runs where the assembly does not ask for it.
        var names = parsedCached.Select(static (method, _) => method.Intercepted).WhereNotNull().Collect()
            .Combine(parsedInvalidating.Select(static (method, _) => method.Intercepted).WhereNotNull().Collect())
            .Select(static (all, _) => new EquatableArray<string>([.. all.Left, .. all.Right]));
        var locations = _locations;
        var interceptors = names.Combine(context.CompilationProvider)
            .Select((pair, ct) => TypeModel.WithFileNames([.. CallFinder.Find(pair.Right, pair.Left, locations, ct)]));
        Emit(interceptors, TrackingNames.Interceptors);

        // Without an implementing part a build stops before the analyzers run, so what prevents it is reported here, and only here.
        context.RegisterSourceOutput(parsedCached.SelectMany(static (method, _) => method.Refusals), Report);
        context.RegisterSourceOutput(parsedInvalidating.SelectMany(static (method, _) => method.Refusals), Report);
        context.RegisterSourceOutput(parsed.SelectMany(static (file, _) => file.Lonely), Report);

        context.RegisterSourceOutput(types.Combine(decorators).Combine(interceptors).Combine(facts)
            .SelectMany(static (build, _) => Obstacles(build.Left.Left.Left.Count + build.Left.Left.Right.Count + build.Left.Right.Count, build.Right)), Report);

        // The facts come in while there is one value: a driver that tracks its steps loses items of many that were combined with one and then became fewer.
        void Emit(IncrementalValueProvider<EquatableArray<TypeModel>> all, string step) => context.RegisterSourceOutput(
            all.Combine(facts).SelectByName(static (build, _) => build.Right.CanEmit ? build.Left : default, static type => type.HintName).WithTrackingName(step),
            TypeEmitter.Emit);
    }

    private static void Report(SourceProductionContext output, RefusalModel refusal) =>
        output.ReportDiagnostic(Descriptors.Create(refusal.Finding, refusal.Location));

    private static void Report(SourceProductionContext output, Finding obstacle) =>
        output.ReportDiagnostic(Descriptors.Create(obstacle, Location.None));

    private static Finding[] Obstacles(int types, CompilationFacts facts) => facts.Obstacle is { } obstacle && types > 0 ? [obstacle] : [];
}
