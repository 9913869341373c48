using System.Collections.Immutable;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Emitting;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

        var parsedCached = context.SyntaxProvider.ForAttributeWithMetadataName(
            KnownNames.Cache,
            static (node, _) => node is MethodDeclarationSyntax,
            static (attributed, ct) =>
            {
                var report = new Report();
                var method = (IMethodSymbol)attributed.TargetSymbol;
                return ParsedMethod<CachedMethodModel>.From(
                    CachedMethodParser.Parse(method, attributed.Attributes[0], attributed.SemanticModel.Compilation, report, ct), report);
            });
        var parsedInvalidating = Invalidating(context, KnownNames.Invalidates);
        var parsedTagInvalidating = Invalidating(context, KnownNames.InvalidatesTag);

        var cached = parsedCached.Select(static (method, _) => method.Model).WhereNotNull().WithTrackingName(TrackingNames.CachedMethods);
        var invalidating = parsedInvalidating.Select(static (method, _) => method.Model).WhereNotNull().WithTrackingName(TrackingNames.InvalidatingMethods);
        var tagInvalidating = parsedTagInvalidating.Select(static (method, _) => method.Model).WhereNotNull().WithTrackingName(TrackingNames.TagInvalidatingMethods);
        var types = cached.Collect()
            .Combine(invalidating.Collect().Combine(tagInvalidating.Collect()))
            .SelectMany(static (methods, ct) => TypeModel.Group(methods.Left, methods.Right.Left.AddRange(methods.Right.Right), ct))
            .WithTrackingName(TrackingNames.Types);

        context.RegisterSourceOutput(types.Combine(facts), static (output, pair) => TypeEmitter.Emit(output, pair.Left, pair.Right));

        // Without an implementing part a build stops before the analyzers run, so what prevents it is reported here, and only here.
        context.RegisterSourceOutput(parsedCached.SelectMany(static (method, _) => method.Refusals), Report);
        context.RegisterSourceOutput(parsedInvalidating.SelectMany(static (method, _) => method.Refusals), Report);
        context.RegisterSourceOutput(parsedTagInvalidating.SelectMany(static (method, _) => method.Refusals), Report);
        foreach (var attribute in LonelyMarks.Attributes)
        {
            context.RegisterSourceOutput(Lonely(context, attribute), Report);
        }

        context.RegisterSourceOutput(types.Collect().Combine(facts).SelectMany(static (build, _) => Obstacles(build.Left, build.Right)), Report);
    }

    /// <summary>The methods with an attribute that invalidates. One with both kinds is found by the first.</summary>
    private static IncrementalValuesProvider<ParsedMethod<InvalidatingMethodModel>> Invalidating(
        IncrementalGeneratorInitializationContext context, string attribute) => context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is MethodDeclarationSyntax,
            (attributed, ct) =>
            {
                var report = new Report();
                var method = (IMethodSymbol)attributed.TargetSymbol;
                return attribute == KnownNames.InvalidatesTag && method.HasAttribute(KnownNames.Invalidates)
                    ? new ParsedMethod<InvalidatingMethodModel>(null, default)
                    : ParsedMethod<InvalidatingMethodModel>.From(InvalidatingMethodParser.Parse(method, attributed.SemanticModel.Compilation, report, ct), report);
            });

    private static IncrementalValuesProvider<RefusalModel> Lonely(IncrementalGeneratorInitializationContext context, string attribute) => context.SyntaxProvider
        .ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is MethodDeclarationSyntax { Body: null, ExpressionBody: null },
            (attributed, ct) => LonelyMarks.Find((IMethodSymbol)attributed.TargetSymbol, ct) is { } found && found.Attribute == attribute
                ? RefusalModel.Create(found.Finding, found.Location)
                : null)
        .WhereNotNull();

    private static void Report(SourceProductionContext output, RefusalModel refusal) =>
        output.ReportDiagnostic(Descriptors.Create(refusal.Finding, refusal.Location));

    private static void Report(SourceProductionContext output, Finding obstacle) =>
        output.ReportDiagnostic(Descriptors.Create(obstacle, Location.None));

    private static Finding[] Obstacles(ImmutableArray<TypeModel> types, CompilationFacts facts) =>
        facts.Obstacle is { } obstacle && types.Length > 0 ? [obstacle] : [];
}
