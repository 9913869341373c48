using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Reports what keeps the generator from writing anything at all: an old language version, a missing reference.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompilationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(MethodDescriptors.LanguageTooOld, MethodDescriptors.RuntimeMissing);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var compilation = context.Compilation;
        var descriptor = !CompilationFacts.IsRecent(compilation) ? MethodDescriptors.LanguageTooOld
            : !CompilationFacts.HasRuntime(compilation) ? MethodDescriptors.RuntimeMissing
            : null;
        if (descriptor is null || compilation is not CSharpCompilation csharp)
        {
            return;
        }

        var arguments = new object?[] { compilation.AssemblyName, csharp.LanguageVersion.ToDisplayString() };
        context.RegisterSymbolAction(
            type =>
            {
                foreach (var member in ((INamedTypeSymbol)type.Symbol).GetMembers())
                {
                    if (member is IMethodSymbol && (member.HasAttribute(KnownNames.Cache) || member.HasAttribute(KnownNames.Invalidates)))
                    {
                        type.ReportDiagnostic(Diagnostic.Create(descriptor, member.Locations[0], arguments));
                    }
                }
            },
            SymbolKind.NamedType);
    }
}
