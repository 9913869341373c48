using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Cachekit.Generators.Tests.Infrastructure;
using Cachekit.Generators.Tests.Interception;
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
    private const int Mutations = 1000;

    // Only the user's declaration without our part of it.
    private const string ImplementationMissing = "CS8795";

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Collections.Immutable;
        using System.Globalization;
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

    [Fact]
    public void AllGeneratorsAndAnalyzersOfTheAssembly_TakePart()
    {
        Assert.True(TestCompilation.Generators().Length >= 2);
        Assert.True(TestCompilation.Analyzers.Length >= 6);
        Assert.True(Corpus().Length > 300, "The sources of other tests are not found.");
    }

    /// <summary>The sources of all tests, so that what comes new is mutated too.</summary>
    private static string[] Corpus() =>
    [
        .. typeof(MutatedSourceTests).Assembly.GetTypes()
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .SelectMany(static type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(static property => property.PropertyType == typeof(TheoryData<string>) || property.PropertyType == typeof(TheoryData<string, string>))
            .SelectMany(static property => ((IEnumerable<ITheoryDataRow>)property.GetValue(null)!).Select(static row => (string)row.GetData()[^1]!))
            .Where(static text => text.Contains('{', StringComparison.Ordinal) && Sources.IsMatch(text))
            .Select(static text => new MarkedSource(text).Text),
        .. InterceptionDiagnosticsTests.Fine.Select(static row => "[assembly: CacheIntercept]\n" + row.Data),
        .. InterceptionDiagnosticsTests.Mistakes.Select(static row => "[assembly: CacheIntercept]\n" + new MarkedSource(row.Data).Text),
    ];

    // Some rows are types, names or pages.
    private static readonly Regex Sources = new(@"\b(class|record|struct|interface) \w+", RegexOptions.CultureInvariant);

    private async Task<(bool IsValid, string? Problem)> CheckAsync(string source, CancellationToken cancellationToken)
    {
        var compilation = _empty.ReplaceSyntaxTree(_empty.SyntaxTrees[0], CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, "Source.cs", cancellationToken: cancellationToken));
        var driver = CSharpGeneratorDriver.Create(TestCompilation.Generators(), parseOptions: TestCompilation.ParseOptions)
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
