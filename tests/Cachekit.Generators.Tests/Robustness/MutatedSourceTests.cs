using System.Collections.Concurrent;
using Cachekit.Generators.Tests.Diagnostics;
using Cachekit.Generators.Tests.Forms;
using Cachekit.Generators.Tests.Infrastructure;
using Cachekit.Generators.Tests.TypedSettings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Tests.Robustness;

/// <summary>
/// Whatever stands in the user's files, nothing crashes, and no generated file has a compiler error of its own: either the code
/// compiles, or an analyzer of ours says what is wrong.
/// </summary>
public sealed class MutatedSourceTests
{
    private const int Mutations = 2000;

    // Only the user's declaration without our part of it.
    private const string ImplementationMissing = "CS8795";

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Collections.Immutable;
        using System.Globalization;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using System.ComponentModel.DataAnnotations;
        using Cachekit;
        using Cachekit.Secrets;

        """;

    private readonly CSharpCompilation _empty = TestCompilation.Create("");

    [Fact]
    public async Task MutatedSources_NeverCrashAndNeverLeaveBrokenCode()
    {
        var corpus = Corpus();
        var failures = new ConcurrentQueue<string>();
        var compiled = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Mutations),
            TestContext.Current.CancellationToken,
            async (seed, cancellationToken) =>
            {
                var source = new SourceMutator(seed).Mutate(corpus[seed % corpus.Length]);
                var (isValid, problem) = await CheckAsync(Usings + source, cancellationToken);
                if (isValid)
                {
                    Interlocked.Increment(ref compiled);
                }

                if (problem is not null)
                {
                    failures.Enqueue($"{seed}: {problem}{Environment.NewLine}    {source}");
                }
            });

        Assert.True(failures.IsEmpty, $"{failures.Count} of {Mutations}:{Environment.NewLine}{string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal))}");

        // Otherwise the mutations would be so wild that the compiler has the last word everywhere.
        Assert.True(compiled > Mutations / 10, $"Only {compiled} of {Mutations} mutations leave sources that compile.");
    }

    private static string[] Corpus() =>
    [
        .. FormsTests.Forms.Select(row => row.Data.Item2),
        .. NamesTests.Forms.Select(row => row.Data.Item2),
        .. SecureFormsTests.Forms.Select(row => row.Data.Item2),
        .. SecurityDiagnosticsTests.Mistakes.Select(row => new MarkedSource(row.Data).Text),
        .. MethodDiagnosticsTests.Mistakes.Select(row => new MarkedSource(row.Data).Text),
        .. MethodDiagnosticsTests.MistakesTheCompilerSeesToo.Select(row => new MarkedSource(row.Data).Text),
        .. InteropDiagnosticsTests.Mistakes.Select(row => new MarkedSource(row.Data).Text),
        .. InteropDiagnosticsTests.Fine.Select(row => row.Data),
        .. SettingsDiagnosticsTests.Mistakes.Select(row => new MarkedSource(row.Data).Text),
        .. SettingsDiagnosticsTests.Fine.Select(row => row.Data),
        .. BodyStateTests.Ambient.Select(row => new MarkedSource(row.Data).Text),
        .. BodyStateTests.State.Select(row => new MarkedSource(row.Data).Text),
        .. BodyStateTests.Fine.Select(row => row.Data),
        .. IdeaDiagnosticsTests.Ideas.Select(row => new MarkedSource(row.Data).Text),
    ];

    private async Task<(bool IsValid, string? Problem)> CheckAsync(string source, CancellationToken cancellationToken)
    {
        var compilation = _empty.ReplaceSyntaxTree(_empty.SyntaxTrees[0], CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, "Source.cs", cancellationToken: cancellationToken));
        var driver = CSharpGeneratorDriver.Create([new CacheGenerator().AsSourceGenerator(), new SettingsGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var reported, cancellationToken);
        if (driver.GetRunResult().Results.Select(static result => result.Exception).FirstOrDefault(static exception => exception is not null) is { } exception)
        {
            return (false, exception.ToString());
        }

        var reports = await updated.WithAnalyzers(TestCompilation.Analyzers).GetAnalyzerDiagnosticsAsync(cancellationToken);
        if (reports.FirstOrDefault(report => report.Id == "AD0001") is { } crash)
        {
            return (false, crash.ToString());
        }

        if (Errors(compilation, cancellationToken).Any(error => error.Id != ImplementationMissing))
        {
            return (false, null);
        }

        var isReported = reports.Concat(reported).Any(report => report.Severity == DiagnosticSeverity.Error);
        var broken = Errors(updated, cancellationToken).FirstOrDefault(error => error.Id != ImplementationMissing || (!isReported && IsAnnotated(error)));
        return (true, broken?.ToString());
    }

    private static bool IsAnnotated(Diagnostic error) =>
        error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
        && method.AttributeLists.ToString() is var attributes
        && (attributes.Contains("Cache]", StringComparison.Ordinal) || attributes.Contains("Cache(", StringComparison.Ordinal)
            || attributes.Contains("Cache,", StringComparison.Ordinal) || attributes.Contains("Invalidates(", StringComparison.Ordinal));

    private static IEnumerable<Diagnostic> Errors(Microsoft.CodeAnalysis.Compilation compilation, CancellationToken cancellationToken) =>
        compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
