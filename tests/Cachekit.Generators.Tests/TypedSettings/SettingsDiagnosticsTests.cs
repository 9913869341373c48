using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.TypedSettings;

/// <summary>Mistakes at settings are reported at their place, and nothing else is.</summary>
public sealed class SettingsDiagnosticsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel.DataAnnotations;
        using Cachekit;
        using Cachekit.Secrets;

        """;

    public static TheoryData<string> Mistakes =>
    [
        // 700: partial
        "[SecretSettings] public record {|CACHEKIT700:S|}(int A);",
        "public class O { [SecretSettings] public partial record {|CACHEKIT700:S|}(int A); }",

        // 701: forms
        "[SecretSettings] public abstract partial record {|CACHEKIT701:S|}(int A);",
        "[SecretSettings] public static partial class {|CACHEKIT701:S|} { }",
        "[SecretSettings] public partial record {|CACHEKIT701:S|}<T>(int A);",
        "public partial class O<T> { [SecretSettings] public partial record {|CACHEKIT701:S|}(int A); }",
        "public record B; [SecretSettings] public partial record {|CACHEKIT701:S|}(int A) : B;",
        "[SecretSettings] public ref partial struct {|CACHEKIT701:S|} { public int A { get; set; } }",
        "[SecretSettings] file partial record {|CACHEKIT701:S|}(int A);",

        // 702: types
        "[SecretSettings] public partial record S(object {|CACHEKIT702:A|});",
        "public record Plain(int X); [SecretSettings] public partial record S(Plain {|CACHEKIT702:A|});",
        "[SecretSettings] public partial record S(int[][] {|CACHEKIT702:A|});",
        "[SecretSettings] public partial class S { [Required] public int {|CACHEKIT702:A|} { get; } = 1; [Secret] public string {|CACHEKIT702:B|} { get; } = \"\"; [Setting(Name = \"X\")] public int {|CACHEKIT702:C|} { get; } public int D { get; } public int E => A; [Setting(Ignore = true)] public int F { get; } }",
        "[SecretSettings] public partial record S(Dictionary<int, string> {|CACHEKIT702:A|});",
        "[SecretSettings] public partial class S { public Func<int>? {|CACHEKIT702:A|} { get; set; } public int?[] {|CACHEKIT702:B|} { get; set; } = []; }",
        "[SecretSettings] public partial record T(int X); [SecretSettings] public partial record S(T[] {|CACHEKIT702:A|});",
        "[SecretSettings] public partial class S { public S(ref int {|CACHEKIT702:a|}) { } }",

        "[SecretSettings] public partial class S { public required string {|CACHEKIT702:Host|}; public int Port { get; set; } }",
        "[SecretSettings] public partial class S { public S(string {|CACHEKIT702:url|}) { Url = new Uri(url); } public required Uri Url { get; init; } }",
        "[SecretSettings] public partial class S { public S(string? {|CACHEKIT702:host|} = null) { Host = host ?? \"x\"; } public required string Host { get; init; } }",

        // 703: constructors
        "[SecretSettings] public partial class {|CACHEKIT703:S|} { public S(int a) { } public S(string a) { } }",

        // 704: names
        "[SecretSettings] public partial record S(int PoolSize, int {|CACHEKIT704:Pool_Size|});",
        "[SecretSettings] public partial record S(int A, [Setting(Name = \"A\")] int {|CACHEKIT704:B|});",
        "[SecretSettings] public partial record S(int A, [Setting(Variable = \"a\")] int {|CACHEKIT704:B|});",
        "[SecretSettings] public partial record T(int Url); [SecretSettings] public partial record S(int ReplicaUrl, T {|CACHEKIT704:Replica|});",

        // 705: validation without effect
        "[SecretSettings] public partial record S([{|CACHEKIT705:Range(1, 2)|}] string A);",
        "[SecretSettings] public partial record S([{|CACHEKIT705:Range(1, 2)|}] TimeSpan A);",
        "[SecretSettings] public partial record S([{|CACHEKIT705:RegularExpression(\"a\")|}] int A);",
        "[SecretSettings] public partial record S([{|CACHEKIT705:StringLength(5)|}] int A);",
        "[SecretSettings] public partial record S([{|CACHEKIT705:Phone|}] string A, [{|CACHEKIT705:CreditCard|}] string B);",
        "[SecretSettings] public partial record S([{|CACHEKIT705:AllowedValues(1, 2)|}] long A);",
        "public class EvenAttribute : ValidationAttribute; [SecretSettings] public partial record S([{|CACHEKIT705:Even|}] int A);",
        "[SecretSettings] public partial class S { [{|CACHEKIT705:Compare(\"B\")|}] public int A { get; set; } public int B { get; set; } }",

        // 706: unmarked secrets
        "[SecretSettings] public partial record S(string {|CACHEKIT706:Password|}, string {|CACHEKIT706:DbPassword|}, string {|CACHEKIT706:ApiKey|}, string {|CACHEKIT706:AccessToken|}, string {|CACHEKIT706:ConnectionString|}, string? {|CACHEKIT706:ClientSecret|}, Uri {|CACHEKIT706:SecretLocation|}, string[] {|CACHEKIT706:Tokens1Token|});",
        "[SecretSettings] public partial class S(string {|CACHEKIT706:apiKey|}) { public string Key => apiKey; }",

        // 707, 708, 709: what checks say
        "[SecretSettings] public partial record S([{|CACHEKIT707:RegularExpression(\"[a\")|}] string A);",
        "[SecretSettings] public partial record S([{|CACHEKIT708:Range(5, 1)|}] int A);",
        "[SecretSettings] public partial record S([{|CACHEKIT708:Range(1, 1, MinimumIsExclusive = true)|}] int A);",
        "[SecretSettings] public partial record S([{|CACHEKIT708:StringLength(1, MinimumLength = 2)|}] string A);",
        "[SecretSettings] public partial record S([Range(1, 5)] int {|CACHEKIT709:A|} = 6, [Range(0.5, 1)] double {|CACHEKIT709:B|} = 0.25, [AllowedValues(\"a\")] string {|CACHEKIT709:C|} = \"b\", [StringLength(2)] string {|CACHEKIT709:D|} = \"abc\", [RegularExpression(\"a+\")] string {|CACHEKIT709:E|} = \"b\", [Required] string {|CACHEKIT709:F|} = \"\");",
        "[SecretSettings] public partial class S { [Range(0, 5)] public int {|CACHEKIT709:A|} { get; init; } = -1; [Required] public string {|CACHEKIT709:B|} { get; set; } = string.Empty; }",

        // 710: circles
        "[SecretSettings] public partial record S(S? {|CACHEKIT710:Next|} = null);",
        "[SecretSettings] public partial record S(T {|CACHEKIT710:A|}); [SecretSettings] public partial record T(S? {|CACHEKIT710:B|} = null);",
    ];

    public static TheoryData<string> Fine =>
    [
        "[SecretSettings] public partial record S([Secret] string Password, [Secret(false)] string TokenFormatting, [property: Secret] string ApiKey);",
        "[SecretSettings] public partial record S(int MaxTokens, TimeSpan TokenLifetime, bool RequirePassword, string TokenUrl, string PasswordFile, string SecretName, string ClientId, string KeyPrefix, string MonkeyPath, string[] Hosts);",
        "[SecretSettings] public partial record S([Range(1, 5)] int A = 5, [Range(0.0, 1.0)] double B = 1, [RegularExpression(\"a+\")] string C = \"aa\", [RegularExpression(\"a+\")] string D = \"\", [Url] string E = \"https://example.com\", [MinLength(0)] string F = \"\");",
        "[SecretSettings] public partial class S { public S() { } public S(int a) { A = a; } [Range(0, 5)] public int A { get; init; } = 5; }",
        "[SecretSettings] public partial record T(int Url); [SecretSettings] public partial record S(int Url, T Replica, T Other);",
        "[SecretSettings] public partial class S { [Setting(Ignore = true)] public object? A { get; set; } public object B => this; public static object? C { get; set; } }",
        "[SecretSettings] public partial class S { public string A { get; set; } = \"\"; public string Field = \"x\"; public static string? Other; [Required] public string B { get; set; } = null!; [Required(AllowEmptyStrings = true)] public string C { get; set; } = string.Empty; }",
        "public record NotSettings(string Password, [Range(5, 1)] int A);",
        "[SecretSettings] public partial class S { public S(in int a) { A = a; } public int A { get; } }",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + marked);
        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task WhatIsFine_IsNotReported(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }

    [Theory]
    [InlineData("[SecretSettings] public partial record S(object A);")]
    [InlineData("[SecretSettings] public partial class S { public required string Host; }")]
    [InlineData("[SecretSettings] public partial class S { public S(string url) { Url = new Uri(url); } public required Uri Url { get; init; } }")]
    public void TypeWithAMistake_StillCompilesWhereItIsUsed(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source + " public static class Use { public static S Get() => S.Load(); }");

        Assert.DoesNotContain(outcome.Problems, static problem => problem.Severity == DiagnosticSeverity.Error);
        Assert.Contains("throw new global::System.InvalidOperationException", Assert.Single(outcome.Files).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageOfADefault_DoesNotRepeatIt()
    {
        var outcome = TestCompilation.Generate(Usings + "[SecretSettings] public partial record S([Secret, StringLength(3)] string Password = \"s3cr3t-default\");");

        Assert.DoesNotContain("s3cr3t", Assert.Single(await TestCompilation.AnalyzeAsync(outcome), static diagnostic => diagnostic.Id == "CACHEKIT709").GetMessage(null), StringComparison.Ordinal);
    }
}
