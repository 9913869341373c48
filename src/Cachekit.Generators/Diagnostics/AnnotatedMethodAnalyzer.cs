using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Reports what the parsers find wrong at methods with <c>[Cache]</c> and <c>[Invalidates]</c>.</summary>
/// <remarks>
/// The generator itself is silent: what it reports cannot be suppressed by <c>#pragma</c> or <c>.editorconfig</c>, what an analyzer
/// reports can.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AnnotatedMethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Parsed;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);

        // Types, not methods: of a partial method with a generated part the actions for methods see the generated part only.
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isCaching = false;
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method)
            {
                isCaching |= AnalyzeMethod(context, method);
            }
        }

        if (isCaching && ContainerParser.TakenName(type) is { } taken)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                MethodDescriptors.HandleNameTaken, taken.Locations.Length > 0 ? taken.Locations[0] : null, type.ToMessage(), taken.Name));
        }
    }

    /// <returns>Whether the method is annotated to be cached.</returns>
    private static bool AnalyzeMethod(SymbolAnalysisContext context, IMethodSymbol method)
    {
        var report = new Report();
        var cache = method.FindAttribute(KnownNames.Cache);
        if (cache is not null)
        {
            CachedMethodParser.Parse(method, cache, context.Compilation, report, context.CancellationToken);
        }
        else if (method.HasAttribute(KnownNames.Invalidates))
        {
            InvalidatingMethodParser.Parse(method, context.Compilation, report, context.CancellationToken);
        }

        foreach (var (finding, location) in report.Findings)
        {
            if (finding.Id == DiagnosticIds.TypeNotPartial)
            {
                // The generator reports it, since a build would not come as far as here.
                continue;
            }

            context.ReportDiagnostic(Descriptors.Create(finding, location));
        }

        return cache is not null;
    }
}
