using System.Reflection;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.CodeFixes.Refactorings;
using Cachekit.Generators;
using Cachekit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace Cachekit.CodeFixes.Tests;

/// <summary>What the library is to those that load it: compilers and editors of several ages.</summary>
public sealed class AssemblyTests
{
    private static readonly Assembly Fixes = typeof(RepairingCodeFix).Assembly;

    public static IReadOnlyList<RepairingCodeFix> All { get; } =
    [
        .. Fixes.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(RepairingCodeFix)))
            .Select(type => (RepairingCodeFix)Activator.CreateInstance(type)!),
    ];

    [Fact]
    public void EveryFix_IsExported_WithAName()
    {
        Assert.NotEmpty(All);
        Assert.All(All, fix =>
        {
            var export = fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>();
            Assert.NotNull(export);
            Assert.Equal(fix.GetType().Name, export.Name);
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.True(fix.GetType().IsPublic && fix.GetType().IsSealed);
        });
        Assert.All(
            [typeof(CacheMethodRefactoring), typeof(AddCancellationTokenRefactoring)],
            type => Assert.Equal(type.Name, type.GetCustomAttribute<ExportCodeRefactoringProviderAttribute>()?.Name));
        Assert.Equal(2, Fixes.GetTypes().Count(type => type.IsSubclassOf(typeof(CodeRefactoringProvider))));
    }

    [Fact]
    public void EveryFix_IsForIdsThatExist()
    {
        var known = Descriptors.Parsed.Select(descriptor => descriptor.Id)
            .Concat(typeof(DiagnosticIds).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!))
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(All.Where(fix => fix is not (MakeTypePartialCodeFix or MakeMethodPartialCodeFix)), fix => Assert.Subset(known, fix.FixableDiagnosticIds.ToHashSet(StringComparer.Ordinal)));
        Assert.Equal(["CACHEKIT002", "CS0751", "CS8795"], new MakeTypePartialCodeFix().FixableDiagnosticIds);
        Assert.Equal(["CACHEKIT001", "CS0759"], new MakeMethodPartialCodeFix().FixableDiagnosticIds);
    }

    [Fact]
    public void TheFixes_NeedNothingThatAnEditorHasInAnotherVersion()
    {
        var allowed = new Dictionary<string, Version?>
        {
            ["netstandard"] = null,
            ["Cachekit.Generators"] = null,
            ["System.Collections.Immutable"] = new Version(7, 0, 0, 0),
            ["Microsoft.CodeAnalysis"] = new Version(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.CSharp"] = new Version(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.Workspaces"] = new Version(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new Version(4, 8, 0, 0),
        };

        Assert.All(Fixes.GetReferencedAssemblies(), reference =>
        {
            Assert.True(allowed.TryGetValue(reference.Name!, out var version), reference.FullName);
            Assert.True(version is null || reference.Version <= version, reference.FullName);
        });
    }

    [Fact]
    public void TheGenerator_DoesNotNeedWhatACompilerDoesNotHave() => Assert.DoesNotContain(
        typeof(CacheGenerator).Assembly.GetReferencedAssemblies(),
        reference => reference.Name!.Contains("Workspaces", StringComparison.Ordinal) || reference.Name.Contains("CodeFixes", StringComparison.Ordinal));
}
