using System.Collections;
using System.Reflection;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.TypedSettings;

public sealed class SettingsPipelineTests
{
    private const string Database = """
        using System;
        using System.ComponentModel.DataAnnotations;
        using Cachekit.Secrets;

        namespace Shop;

        [SecretSettings(Prefix = "DB_")]
        public partial record DatabaseSettings(Uri Url, [Secret] string Password, [Range(1, 100)] int PoolSize = 10, MailSettings? Mail = null)
        {
            public string Shown => "x";
        }
        """;

    private const string Mail = "using Cachekit.Secrets; namespace Shop; [SecretSettings] public partial class MailSettings { public string Host { get; init; } = \"x\"; }";
    private const string Unrelated = "namespace Shop; public class Unrelated { public int Value; }";

    [Fact]
    public void UnrelatedEdit_ReRunsNoStep()
    {
        var result = RunTwice(2, Unrelated.Replace("Value", "Renamed", StringComparison.Ordinal));

        foreach (var step in new[] { TrackingNames.ParsedSettings, TrackingNames.Settings, TrackingNames.Facts })
        {
            Assert.All(
                result.TrackedSteps[step].SelectMany(static run => run.Outputs),
                output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {output.Reason}"));
        }

        Assert.All(Outputs(result), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void BlankLineAndBodyEdit_EmitNothingAgain() =>
        Assert.All(Outputs(RunTwice(0, "\n// a comment\n" + Database.Replace("\"x\"", "\"y\"", StringComparison.Ordinal))), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

    [Fact]
    public void EditOfOneType_EmitsOneFileAgain() => Assert.Equal(
        [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
        Outputs(RunTwice(0, Database.Replace("100", "200", StringComparison.Ordinal))).Order());

    [Fact]
    public void AttributeOfANestedTypeInAnotherFile_EmitsTheOuterFileAgain() =>
        Assert.Contains(IncrementalStepRunReason.Modified, Outputs(RunTwice(1, Mail.Replace("[SecretSettings] ", "", StringComparison.Ordinal))));

    [Fact]
    public void Models_HoldNothingOfTheCompilation()
    {
        var result = Run(TestCompilation.Driver(), Compilation()).GetRunResult().Results[1];
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);

        foreach (var output in result.TrackedSteps[TrackingNames.ParsedSettings].Concat(result.TrackedSteps[TrackingNames.Settings]).SelectMany(static run => run.Outputs))
        {
            AssertPlain(output.Value, visited);
        }

        Assert.True(visited.Count > 10, "The walk must reach the models.");
    }

    private static CSharpCompilation Compilation() => TestCompilation.Create(Database, Mail, Unrelated);

    private static GeneratorRunResult RunTwice(int index, string source)
    {
        var compilation = Compilation();
        var driver = Run(TestCompilation.Driver(), compilation);
        Assert.Equal(2, driver.GetRunResult().GeneratedTrees.Length);
        var tree = compilation.SyntaxTrees[index];
        return Run(driver, compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, tree.FilePath))).GetRunResult().Results[1];
    }

    private static GeneratorDriver Run(GeneratorDriver driver, CSharpCompilation compilation) => driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    private static void AssertPlain(object? value, HashSet<object> visited)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !visited.Add(value))
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Microsoft.CodeAnalysis.Compilation or Location or Diagnostic or SemanticModel or AttributeData, $"A model holds a {value.GetType()}.");
        foreach (var item in value as IEnumerable ?? Array.Empty<object>())
        {
            AssertPlain(item, visited);
        }

        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                AssertPlain(field.GetValue(value), visited);
            }
        }
    }
}
