using System.Diagnostics.CodeAnalysis;
using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Forms;

/// <summary>What the user says to those who use a method is said by generated members too that lead to it.</summary>
public sealed class MarksTests
{
    private const string Usings = """
        using System;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.Versioning;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    [Theory]
    [InlineData("Obsolete", "CS0612")]
    [InlineData("Obsolete(\"use Other\")", "CS0618")]
    [InlineData("Obsolete(\"use Other\", true)", "CS0619")]
    [InlineData("Obsolete(\"use Other\", DiagnosticId = \"OLD1\", UrlFormat = \"https://example.org/{0}\")", "OLD1")]
    [InlineData("Experimental(\"NEW1\")", "NEW1")]
    public void UseOfAHandle_IsSaidWithTheMarkOfItsMethod(string mark, string id)
    {
        var outcome = TestCompilation.Generate($$"""
            {{Usings}}
            public partial class C
            {
                [Cache, {{mark}}]
                public partial int Get(int a);

                private int GetCore(int a) => a;
            }

            public static class User
            {
                public static ValueTask Remove(C c) => c.Cached.Get.InvalidateAsync(1);
            }
            """);

        var said = outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Id == id).ToArray();

        Assert.NotEmpty(said);
        Assert.All(said, diagnostic => Assert.Equal("Source0.cs", diagnostic.Location.SourceTree!.FilePath));
    }

    [Fact]
    public void PlatformAndPreview_AreSaidAtTheHandle()
    {
        var outcome = TestCompilation.Generate($$"""
            {{Usings}}
            public partial class C
            {
                [Cache, SupportedOSPlatform("linux"), RequiresPreviewFeatures("soon")]
                public partial int Get(int a);

                private int GetCore(int a) => a;
            }
            """);

        outcome.AssertCompiles();
        var handle = outcome.Compilation.GetTypeByMetadataName("C+CachedMethods+GetHandle")!;
        Assert.Equal(
            ["RequiresPreviewFeaturesAttribute", "SupportedOSPlatformAttribute"],
            handle.GetAttributes().Select(attribute => attribute.AttributeClass!.Name).Where(name => name is not ("GeneratedCodeAttribute" or "ExcludeFromCodeCoverageAttribute" or "DebuggerNonUserCodeAttribute")).Order());
    }

    [Fact]
    public void WhatTrimmingBreaks_IsSaidWhereTheBodyIsRun()
    {
        var outcome = TestCompilation.Generate($$"""
            {{Usings}}
            public partial class C
            {
                [Cache, RequiresUnreferencedCode("reads everything"), RequiresDynamicCode("emits", Url = "https://example.org")]
                public partial int Get(int a, params string[] more);

                [RequiresUnreferencedCode("reads everything"), RequiresDynamicCode("emits")]
                private int GetCore(int a, string[] more) => a;

                [Cache]
                public partial string Names<TOther, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(int a);

                private string NamesCore<TOther, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(int a) => typeof(T).GetFields()[a].Name;
            }

            [CacheDecorator]
            public interface IStore
            {
                [Cache, RequiresUnreferencedCode("reads everything")]
                int Get(int a);

                [RequiresUnreferencedCode("writes everything")]
                void Put(int a);

                T Make<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(T x);
            }
            """);

        outcome.AssertCompiles();
        var refreshes = outcome.Compilation.GetTypeByMetadataName("C+CachedMethods+GetHandle")!.GetMembers("RefreshAsync");
        Assert.Equal(2, refreshes.Length);
        Assert.All(refreshes, refresh => Assert.Equal(["RequiresDynamicCodeAttribute", "RequiresUnreferencedCodeAttribute"], Requires(refresh)));
        foreach (var generic in new[] { "C+CachedMethods+NamesHandle`2", "C+__Cachekit+NamesMethod`2" })
        {
            var parameters = outcome.Compilation.GetTypeByMetadataName(generic)!.TypeParameters;
            Assert.Empty(parameters[0].GetAttributes());
            Assert.Equal((int)DynamicallyAccessedMemberTypes.PublicFields, Assert.Single(parameters[1].GetAttributes()).ConstructorArguments[0].Value);
        }

        var decorator = outcome.Compilation.GetTypeByMetadataName("StoreCached")!;
        Assert.Equal(["global::IStore.Get", "global::IStore.Put"], decorator.GetMembers().Where(member => Requires(member).Length > 0).Select(member => member.Name).Order());
        Assert.Contains(decorator.GetAttributes(), attribute => attribute.AttributeClass!.Name == "UnconditionalSuppressMessageAttribute");

        static string[] Requires(Microsoft.CodeAnalysis.ISymbol symbol) =>
            [.. symbol.GetAttributes().Select(attribute => attribute.AttributeClass!.Name).Where(name => name.StartsWith("Requires", StringComparison.Ordinal)).Order()];
    }
}
