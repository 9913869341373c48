using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.TypedSettings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Reports what the parser finds wrong at types with <c>[SecretSettings]</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettingsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SettingsDescriptors.All);

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
        if (type.FindAttribute(KnownNames.SecretSettings) is not { } attribute)
        {
            return;
        }

        var report = new Report();
        SettingsTypeParser.Parse(type, attribute, report, context.CancellationToken);
        foreach (var (finding, location) in report.Findings)
        {
            context.ReportDiagnostic(Descriptors.Create(finding, location));
        }
    }
}
