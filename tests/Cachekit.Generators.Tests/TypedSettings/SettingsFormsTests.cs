using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.TypedSettings;

/// <summary>Generated settings compile without a warning of their own, in every form that a type can have.</summary>
public sealed class SettingsFormsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel.DataAnnotations;
        using System.Net;
        using System.Numerics;
        using Cachekit;
        using Cachekit.Secrets;

        """;

    public static TheoryData<string> Forms =>
    [
        "[SecretSettings] public partial record S(string A);",
        "[SecretSettings] public sealed partial record S(string A, int B = 1);",
        "[SecretSettings] public partial record struct S(string A, int B = 1);",
        "[SecretSettings] public readonly partial record struct S(string A) { public int B { get; init; } = 2; }",
        "[SecretSettings] public partial struct S { public S() { } public string A { get; set; } = \"\"; public required int B { get; init; } public int C { get; init; } = 1; }",
        "[SecretSettings] public partial class S { public string A { get; set; } = \"\"; }",
        "[SecretSettings] public partial class S { }",
        "[SecretSettings] public partial record S;",
        "[SecretSettings] public partial class S(string a, int b = 2) { public string A => a; public int B { get; } = b; }",
        "[SecretSettings] internal sealed partial class S { internal S(string a) { A = a; } public string A { get; } internal int B { private get; set; } }",
        "[SecretSettings] public partial class S { private S() { } public S(int a) : this() { } public int A { get; set; } }",
        "namespace N.@class { public partial struct O { private partial record P { [SecretSettings] internal partial record S(int @event, string? @class = null, [Secret] string? @null = null) { public required int @new { get; init; } public int @if { get; init; } } } } }",
        "[SecretSettings] public partial record @record(string @string, int @value = 3);",
        "[SecretSettings] public partial record S(sbyte A = -1, byte B = 1, short C = -1, ushort D = 1, uint E = 1, ulong F = 1, nint G = 1, float H = 1.5f, double I = 1e300, decimal J = 1.5m, char K = 'x', Int128 L = default, BigInteger M = default, Half N = default, IPAddress? O = null, DateOnly P = default, TimeOnly Q = default, bool R = true);",
        "[SecretSettings] public partial record S(byte? A = 1, int? B = 2, DayOfWeek C = DayOfWeek.Friday, DayOfWeek? D = DayOfWeek.Monday, DayOfWeek? E = null, long? F = null, double? G = double.NaN, string H = \"\\\"{x}\\n\", Guid I = default, DateTimeOffset J = default);",
        "[SecretSettings] public partial record S(string[] A, List<int> B, IList<Guid> C, ICollection<Uri> D, IEnumerable<string> E, IReadOnlyCollection<bool> F, IReadOnlyList<TimeSpan> G, HashSet<string> H, ISet<int> I, IReadOnlySet<int> J, Dictionary<string, int> K, IDictionary<string, string> L, IReadOnlyDictionary<string, Uri> M, string[]? N = null);",
        "[SecretSettings] public partial record S([Range(1, 5)] byte A, [Range(-1, 500)] byte B, [Range(0.5, 1)] float C, [Range(typeof(decimal), \"0.5\", \"2\")] decimal D, [Range(1, double.MaxValue)] long E, [Range(0, double.PositiveInfinity)] double F, [Range(1, 2)] int? G, [Range(typeof(TimeSpan), \"00:00:01\", \"1.00:00:00\")] TimeSpan? H, [Range(0, 1)] nint I);",
        "[SecretSettings] public partial record S([AllowedValues(\"a\", \"b\")] string A, [DeniedValues(1, 2)] int B, [AllowedValues(DayOfWeek.Monday)] DayOfWeek C, [AllowedValues(\"a\", null)] string? D, [Base64String, EmailAddress, Url] string E, [MinLength(1), MaxLength(3)] int[] F, [Length(1, 2)] List<int> G, [DataType(DataType.Password), Secret] string H, [Required(AllowEmptyStrings = true)] string I, [RegularExpression(@\"^\\d+$\", MatchTimeoutInMilliseconds = -1, ErrorMessage = \"{0} \\\"x\\\"\")] string J);",
        "[SecretSettings] public partial record S(T A, T? B = null, U? C = null); [SecretSettings] public partial record T(int X); [SecretSettings] public partial record struct U(int Y);",
        "[SecretSettings] public partial class S { public required T A { get; init; } public T? B { get; set; } public U C { get; init; } } [SecretSettings] public partial class T { public int X { get; set; } } [SecretSettings] public partial struct U { public int Y { get; set; } }",
        "[SecretSettings] public partial record S(string A) { private void Validate(SettingsProblems problems) => problems.Add(nameof(A), \"x\"); }",
        "[SecretSettings] public partial record S(string A) { partial void Validate(SettingsProblems problems) => problems.Add(\"x\"); public bool Validate() => true; }",
        "[SecretSettings] public partial record S(string A) { protected virtual bool PrintMembers(System.Text.StringBuilder builder) => false; }",
        "[SecretSettings] public partial record S(string A) { public override string ToString() => \"S\"; }",
        "[SecretSettings] public partial class S { public string A { get; set; } = \"\"; public override string ToString() => \"S\"; }",
        "[SecretSettings, System.Diagnostics.DebuggerDisplay(\"x\")] public partial record S(string A) { public static int Load() => 1; }",
        "[SecretSettings] public partial record S(string Load, string Validate, string Place, string Equal);",
        "[SecretSettings] public partial record Load(string A); [SecretSettings] public partial record Validate(string A); [SecretSettings] public partial class ToString { public int A { get; set; } }",
        "[SecretSettings] public partial record S(string A) { public static void Validate(SettingsProblems problems) { } public class Load { } }",
        "[SecretSettings] public partial record S(string A) { public string B { get; } = \"\"; public string C => A; public static string D { get; set; } = \"\"; public int this[int i] { get => i; set { } } }",
        "[SecretSettings] public partial record S([Secret] string Token) { public string Token { get; init; } = Token.Trim(); }",
        "[SecretSettings, Obsolete] public partial record S([property: Secret] string Token, [property: Setting(Name = \"Other\")] int A = 1);",
        "[SecretSettings] public partial class S { [Required, Secret] public string? A { get; set; } [Required, Range(1, 65535)] public int B { get; init; } [Required] public DayOfWeek? C { get; set; } [Required] public T? D { get; init; } [Required] public U? E { get; set; } [Required] public string F { get; set; } = null!; [Required] public int G { get; set; } = 3; [Required] public string[]? H { private get; set; } = default; } [SecretSettings] public partial record T(int X); [SecretSettings] public partial record struct U(int Y);",
        "[SecretSettings] public partial record S([Required] string? A = null, [Required] int? B = null, [property: Required] int C = 3, [Required] Guid D = default, [Required] T? E = null); [SecretSettings] public partial record T(int X);",
        "[SecretSettings] public partial class S { public S(string host, int port = 5) { Host = host; Port = port; } public required string Host { get; init; } public required int Port { get; set; } public required string @else { get; init; } }",
        "[SecretSettings] public partial record S(string Url) { public required string Url { get; init; } = Url; }",
        "[SecretSettings] public partial class S(string? @class = null) { public required string? Class { get; init; } = @class; }",
        "[SecretSettings] public readonly partial struct S(string url) { public required string Url { get; init; } = url; }",
        "[SecretSettings] public partial class S { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public S(Uri? host) { Host = host?.Host ?? \"\"; Field = \"x\"; } public required string Host { get; init; } public required string Field; }",
        "[SecretSettings] public partial class S { private string? _a; public string? A { init { _a = value; } } public required int B { set { _a += value; } } public int @if { init { _a += value; } } public string? Shown => _a; }",
        "[SecretSettings] public partial class S { [Cache] public partial int Get(int id); private int GetCore(int id) => id; public int Size { get; set; } = 3; }",
        "namespace A { [SecretSettings] public partial record S(int X); } namespace a { [SecretSettings] public partial record S(int X); } namespace A.B { [SecretSettings] public partial record S(int X); }",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_CompilesWithoutAWarning(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source);

        Assert.NotEmpty(outcome.Files);
        outcome.AssertCompiles();
        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
    }

    [Fact]
    public void NullableOff_CompilesToo() => TestCompilation.Generate(TestCompilation.Create(
        NullableContextOptions.Disable, Usings + "[SecretSettings] public partial class S { public string A { get; set; } public int? B { get; init; } public S C() => null; }")).AssertCompiles();

    [Fact]
    public void OldLanguage_IsReportedOnce()
    {
        var options = TestCompilation.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp10);
        var compilation = TestCompilation.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(Usings + "[SecretSettings] public partial record S(int A);", options));

        var driver = CSharpGeneratorDriver.Create([new SettingsGenerator().AsSourceGenerator()], parseOptions: options).RunGenerators(compilation, TestContext.Current.CancellationToken);

        Assert.Equal("CACHEKIT900", Assert.Single(driver.GetRunResult().Diagnostics).Id);
        Assert.Empty(driver.GetRunResult().GeneratedTrees);
    }
}
