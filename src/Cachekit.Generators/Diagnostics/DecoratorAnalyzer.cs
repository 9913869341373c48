using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Decorators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Reports what the parsers find wrong at types with <c>[CacheDecorator]</c> and at their methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DecoratorAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Parsed;

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
        if (type.FindAttribute(KnownNames.CacheDecorator) is not { } attribute)
        {
            return;
        }

        var report = new Report();
        DecoratorParser.Parse(type, attribute, context.Compilation, report, context.CancellationToken);

        // A method of two interfaces is read for both, a setting of the type for each method.
        var reported = new HashSet<(string Id, Location Location)>();
        foreach (var (finding, location) in report.Findings)
        {
            if (reported.Add((finding.Id, location)))
            {
                context.ReportDiagnostic(Descriptors.Create(finding, location));
            }
        }
    }
}
