using System.Collections.Immutable;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Tests.Diagnostics;

public sealed class UncachedBodySuppressorTests
{
    private const string Source = """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        public partial class C
        {
            [Cache] public partial int Get(int a, CancellationToken ct = default);
            private int GetCore(int a, CancellationToken ct) => 1;
            private int GetCore(string a) => 1;
            [Cache(Source = nameof(Load))] public partial string GetVersion();
            private string Load() => "1";
            [Invalidates(nameof(Get))] public partial Task DropAsync(int a, CancellationToken ct);
            private Task DropCoreAsync(int a) => Task.CompletedTask;
            [InvalidatesTag("x")] public partial void Forget(string b);
            private void ForgetCore(string b) { }
            private int OtherCore(int a) => 1;
            private int Other(int a) => OtherCore(a);
        }

        public interface IStore
        {
            Task<int> FindAsync(int id);
            Task RemoveAsync(int id);
        }

        [CacheDecorator]
        public class Store : IStore
        {
            [Cache] public Task<int> FindAsync(int id) => Task.FromResult(1);
            [InvalidatesTag("store:{id}")] public Task RemoveAsync(int id) => Task.CompletedTask;
        }
        """;

    public static TheoryData<string, string> Rules => new()
    {
        { "CA1822", "DropAsync, DropCoreAsync, FindAsync, Forget, ForgetCore, Get, GetCore, GetVersion, Load, RemoveAsync" },
        { "S2325", "DropAsync, DropCoreAsync, FindAsync, Forget, ForgetCore, Get, GetCore, GetVersion, Load, RemoveAsync" },
        { "MA0038", "DropAsync, DropCoreAsync, FindAsync, Forget, ForgetCore, Get, GetCore, GetVersion, Load, RemoveAsync" },
        { "CA1024", "DropAsync, DropCoreAsync, FindAsync, Forget, ForgetCore, Get, GetCore, GetVersion, Load, RemoveAsync" },
        { "CA1859", "DropCoreAsync, ForgetCore, GetCore, Load" },
        { "IDE0060", "DropAsync(a), DropCoreAsync(a), Forget(b), ForgetCore(b), GetCore(a), RemoveAsync(id)" },
        { "S1172", "DropAsync(a), DropCoreAsync(a), Forget(b), ForgetCore(b), GetCore(a), RemoveAsync(id)" },
        { "RCS1163", "DropAsync(a), DropCoreAsync(a), Forget(b), ForgetCore(b), GetCore(a), RemoveAsync(id)" },
        { "CA1801", "DropAsync(a), DropCoreAsync(a), Forget(b), ForgetCore(b), GetCore(a), RemoveAsync(id)" },
        { "CA1716", "" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Advice_IsTakenBackWhereItCannotBeFollowed(string rule, string expected)
    {
        var outcome = TestCompilation.Generate(Source);
        outcome.AssertCompiles();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);

        var reported = await outcome.Compilation
            .WithAnalyzers([new Adviser(rule), new UncachedBodySuppressor()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(reported, static diagnostic => diagnostic.Id == "AD0001");
        Assert.Contains(reported, diagnostic => diagnostic.Id == rule && !diagnostic.IsSuppressed);
        Assert.Equal(expected, string.Join(", ", reported.Where(static diagnostic => diagnostic.IsSuppressed).Select(static diagnostic => diagnostic.GetMessage(null)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void EachRule_IsTakenBackOnce()
    {
        var suppressions = new UncachedBodySuppressor().SupportedSuppressions;

        Assert.Equal(suppressions.Length, suppressions.Select(static suppression => suppression.SuppressedDiagnosticId).Distinct().Count());
        Assert.All(suppressions, static suppression => Assert.StartsWith("CACHEKITSPR", suppression.Id, StringComparison.Ordinal));
    }

    /// <summary>Says something about every method, or every parameter, in the name of another analyzer.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
#pragma warning disable RS1017, RS1036, RS2008 // It is no analyzer that anybody ships.
    private sealed class Adviser(string rule) : DiagnosticAnalyzer
    {
        private readonly DiagnosticDescriptor _descriptor = new(rule, "advice", "{0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_descriptor];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            // To the compiler the declaration of a method counts as generated, like its implementation.
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
            context.RegisterSyntaxNodeAction(Advise, SyntaxKind.MethodDeclaration);
        }

        private void Advise(SyntaxNodeAnalysisContext context)
        {
            var method = (IMethodSymbol)context.ContainingSymbol!;
            if (!context.Node.SyntaxTree.FilePath.StartsWith("Source", StringComparison.Ordinal))
            {
                return;
            }

            if (_descriptor.Id is not ("IDE0060" or "S1172" or "RCS1163" or "CA1801"))
            {
                context.ReportDiagnostic(Diagnostic.Create(_descriptor, ((MethodDeclarationSyntax)context.Node).Identifier.GetLocation(), method.Name));
                return;
            }

            foreach (var parameter in method.Parameters)
            {
                context.ReportDiagnostic(Diagnostic.Create(_descriptor, parameter.Locations[0], $"{method.Name}({parameter.Name})"));
            }
        }
    }
#pragma warning restore RS1017, RS1036, RS2008
}
