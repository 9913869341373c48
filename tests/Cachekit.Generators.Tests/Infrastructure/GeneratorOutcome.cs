using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Infrastructure;

/// <param name="Compilation">The compilation with the generated files.</param>
/// <param name="Files">The generated files by hint name.</param>
/// <param name="Reported">What the generator itself reported.</param>
internal sealed record GeneratorOutcome(CSharpCompilation Compilation, IReadOnlyDictionary<string, string> Files, IReadOnlyList<Diagnostic> Reported)
{
    /// <summary>Errors and warnings of the compiler; missing documentation counts in generated files only.</summary>
    public IReadOnlyList<Diagnostic> Problems =>
    [
        .. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
            && !diagnostic.IsSuppressed
            && (diagnostic.Id != "CS1591" || diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true)),
    ];

    public void AssertCompiles() => Assert.True(
        Problems.Count == 0,
        string.Join(Environment.NewLine, Problems) + Environment.NewLine + string.Join(Environment.NewLine, Files.Values));

    /// <summary>Emits and loads the assembly.</summary>
    public Assembly Load()
    {
        AssertCompiles();
        using var stream = new MemoryStream();
        var result = Compilation.Emit(stream);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return Assembly.Load(stream.ToArray());
    }
}
