using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Benchmarks;

/// <summary>Files that never change, with no work behind them: what the compiler's driver costs by itself for as many.</summary>
internal sealed class FixedFiles(ImmutableArray<GeneratedSourceResult> files) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.CompilationProvider.Select(static (_, _) => 0).SelectMany((_, _) => files),
        static (output, file) => output.AddSource(file.HintName, file.SourceText));
}
