using Cachekit.CodeFixes.Invalidation;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Invalidation;

/// <summary>CACHEKIT500 and CACHEKIT501.</summary>
public sealed class InvalidationTests
{
    private const string Cached = "[Cache] public partial Task<int> GetPriceAsync(int id, string region); private Task<int> GetPriceCoreAsync(int id, string region) => Task.FromResult(id); ";

    [Theory]
    [InlineData("\"GetPrice\"")]
    [InlineData("\"GetPriceAsnyc\"")]
    [InlineData("\"getPriceAsync\"")]
    [InlineData("\"GetPricesAsync\"")]
    [InlineData("nameof(GetPriceCoreAsync)")]
    [InlineData("\"Catalog.GetPriceAsync\"")]
    public Task NameThatIsNearlyRight_IsCorrected(string name) => FixRun.VerifyAsync(
        new CorrectTargetCodeFix(),
        "CACHEKIT500",
        $"public partial class C {{ {Cached}[Invalidates({name})] public partial void Set(int id, string region); private void SetCore(int id, string region) {{ }} }}",
        $"public partial class C {{ {Cached}[Invalidates(nameof(GetPriceAsync))] public partial void Set(int id, string region); private void SetCore(int id, string region) {{ }} }}");

    [Theory]
    [InlineData("public partial class C { " + Cached + "[Invalidates(\"Other\")] public partial void Set(int id, string region); private void SetCore(int id, string region) { } }")]
    [InlineData("public partial class C { " + Cached + "[Invalidates(\"GetPrice\")] public partial void Set(int key); private void SetCore(int key) { } }")]
    public Task NameThatIsAnother_OrWouldNotBind_IsNot(string source) => FixRun.VerifyNothingAsync(new CorrectTargetCodeFix(), "CACHEKIT500", source);

    [Fact]
    public Task Parameter_IsRenamed_WithItsDocsAndItsCallers() => FixRun.VerifyAsync(
        new RenameParameterCodeFix(),
        "CACHEKIT501",
        $$"""
        public partial class C
        {
            {{Cached}}
            /// <summary>Sets the <paramref name="key"/>.</summary>
            /// <param name="key">Which.</param>
            /// <param name="region">Where.</param>
            [Invalidates(nameof(GetPriceAsync))]
            public partial Task SetAsync(int key, string region);

            private Task SetCoreAsync(int key, string region) => Task.FromResult(key);

            public Task Call() => SetAsync(region: "x", key: 1);
        }
        """,
        $$"""
        public partial class C
        {
            {{Cached}}
            /// <summary>Sets the <paramref name="id"/>.</summary>
            /// <param name="id">Which.</param>
            /// <param name="region">Where.</param>
            [Invalidates(nameof(GetPriceAsync))]
            public partial Task SetAsync(int id, string region);

            private Task SetCoreAsync(int key, string region) => Task.FromResult(key);

            public Task Call() => SetAsync(region: "x", id: 1);
        }
        """);

    [Fact]
    public async Task EachParameterThatFits_IsOffered() => Assert.Equal(
        ["Rename 'a' to 'id'", "Rename 'b' to 'id'"],
        await FixRun.TitlesAsync(
            new RenameParameterCodeFix(),
            "CACHEKIT501",
            $"public partial class C {{ {Cached}[Invalidates(nameof(GetPriceAsync))] public partial void Set(int a, string region, string other, short b); private void SetCore(int a, string region, string other, short b) {{ }} }}"));

    [Fact]
    public Task SeveralParameters_AreRenamedTogether() => FixRun.VerifyAsync(
        new RenameParameterCodeFix(),
        "CACHEKIT501",
        $"public partial class C {{ {Cached}[Invalidates(nameof(GetPriceAsync))] public partial void Set(string where, int which); private void SetCore(string where, int which) {{ }} }}",
        $"public partial class C {{ {Cached}[Invalidates(nameof(GetPriceAsync))] public partial void Set(string region, int id); private void SetCore(string where, int which) {{ }} }}");

    [Theory]
    [InlineData("public partial void Set(string region); private void SetCore(string region) { }")]
    [InlineData("public partial void Set(Guid key, string region); private void SetCore(Guid key, string region) { }")]
    [InlineData("public static partial void Set(int key, string region); private static void SetCore(int key, string region) { }")]
    [InlineData("[InvalidatesTag(\"x:{key}\")] public partial void Set(int key, string region); private void SetCore(int key, string region) { }")]
    public Task WhatCannotFillTheKey_IsNotRenamed(string method) => FixRun.VerifyNothingAsync(
        new RenameParameterCodeFix(), "CACHEKIT501", $"public partial class C {{ {Cached}[Invalidates(nameof(GetPriceAsync))] {method} }}");
}
