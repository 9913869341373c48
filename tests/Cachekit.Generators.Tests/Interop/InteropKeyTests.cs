using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Interop;

/// <summary>The keys and definitions of methods whose entries are shared.</summary>
public sealed class InteropKeyTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Collections.Immutable; using System.IO; using System.Threading; using System.Threading.Tasks; using Cachekit;\n";

    [Theory]
    [InlineData("DateTime", true)]
    [InlineData("DateTimeOffset", true)]
    [InlineData("DateTime?", true)]
    [InlineData("DateTimeOffset[][]", true)]
    [InlineData("(int, (string, DateTime?))", true)]
    [InlineData("Tuple<int, DateTime>", true)]
    [InlineData("Dictionary<string, List<DateTimeOffset>>", true)]
    [InlineData("HashSet<DateTime>", true)]
    [InlineData("(int, int, int, int, int, int, int, DateTime)", true)]
    [InlineData("int", false)]
    [InlineData("List<string>", false)]
    [InlineData("Dictionary<string, double>", false)]
    [InlineData("FileInfo", false)]
    [InlineData("byte[]", false)]
    public void ArgumentWithAnInstant_IsKeptInItsSharedForm(string type, bool isEncoded)
    {
        var file = Generate($"public partial class C {{ [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(int a, {type} b); private int GetCore(int a, {type} b) => a; }}");

        Assert.Equal(isEncoded, file.Contains("this._b = global::Cachekit.CompilerServices.KeyParts.EncodeInterop(", StringComparison.Ordinal));
        Assert.Equal(isEncoded, file.Contains("private readonly byte[] _b;\n", StringComparison.Ordinal) && type != "byte[]");
        Assert.Equal(isEncoded, file.Contains("writer.WriteEncoded(_b);", StringComparison.Ordinal));
        Assert.Contains("private readonly int _a;", file, StringComparison.Ordinal);
    }

    [Fact]
    public void ArgumentOfAnotherMethod_IsKeptAsItIs()
    {
        var file = Generate("public partial class C { [Cache] public partial int Get(DateTime a); private int GetCore(DateTime a) => 1; }");

        Assert.DoesNotContain("EncodeInterop", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Interop", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Cache(Interop = \"op\", Namespace = \"n\")]", "", "n", "V1")]
    [InlineData("[Cache(Interop = \"op\", Namespace = \"n.m\", InteropVersion = InteropVersion.V2)]", "", "n.m", "V2")]
    [InlineData("[Cache(Interop = \"op\")]", "[assembly: CacheDefaults(Namespace = \"all\", InteropVersion = InteropVersion.V2)]\n", "all", "V2")]
    [InlineData("[Cache(Interop = \"op\", Namespace = \"n\", InteropVersion = InteropVersion.V1)]", "[assembly: CacheDefaults(Namespace = \"all\", InteropVersion = InteropVersion.V2)]\n", "n", "V1")]
    public void Definition_SaysWhatIsShared(string attribute, string assembly, string cacheNamespace, string version)
    {
        var file = Generate($"{assembly}public partial class C {{ {attribute} public partial int Get(int a); private int GetCore(int a) => a; }}");

        Assert.Contains($"Namespace = \"{cacheNamespace}\",", file, StringComparison.Ordinal);
        Assert.Contains("Interop = \"op\",", file, StringComparison.Ordinal);
        Assert.Contains($"InteropVersion = global::Cachekit.InteropVersion.{version},", file, StringComparison.Ordinal);
    }

    [Fact]
    public void NamespaceOfTheType_IsTaken() => Assert.Contains(
        "Namespace = \"typed\",",
        Generate("[CacheNamespace(\"typed\")] public partial class C { [Cache(Interop = \"op\")] public partial int Get(int a); private int GetCore(int a) => a; }"),
        StringComparison.Ordinal);

    [Fact]
    public void Naming_ComesFromTheAssemblyToo() => Assert.Contains(
        "\"user_id\"u8",
        Generate("[assembly: CacheDefaults(Namespace = \"all\", InteropNaming = InteropNaming.SnakeCase)]\npublic sealed record User(int UserID); public partial class C { [Cache(Interop = \"op\")] public partial User? Get(int a); private User? GetCore(int a) => null; }"),
        StringComparison.Ordinal);

    [Fact]
    public void OneRecord_InMethodsOfEveryKind_HasACodecForEach()
    {
        var file = Generate("""
            public sealed record User(int UserID, User? Boss);
            public partial class C
            {
                [Cache] public partial User? Own(int a); private User? OwnCore(int a) => null;
                [Cache(Interop = "declared", Namespace = "n")] public partial User? Declared(int a); private User? DeclaredCore(int a) => null;
                [Cache(Interop = "snake", Namespace = "n", InteropNaming = InteropNaming.SnakeCase)] public partial User? Snake(int a); private User? SnakeCore(int a) => null;
                [Cache(Interop = "camel", Namespace = "n", InteropNaming = InteropNaming.CamelCase)] public partial Task<List<User>> CamelAsync(int a); private Task<List<User>> CamelCoreAsync(int a) => Task.FromResult(new List<User>());
                [Cache] public partial int Number(int a); private int NumberCore(int a) => a;
                [Cache(Interop = "number", Namespace = "n")] public partial int SharedNumber(int a); private int SharedNumberCore(int a) => a;
                [Invalidates(nameof(Snake))] public partial void Rename(int a, string name); private void RenameCore(int a, string name) { }
            }
            """);

        foreach (var codec in (string[])["User", "User_interop", "User_interopSnake", "User_interopCamel"])
        {
            Assert.Contains($"private sealed class {codec}Codec :", file, StringComparison.Ordinal);
        }

        Assert.Contains("Codec = Codecs.Int32!,", file, StringComparison.Ordinal);
        Assert.Contains("Codec = Codecs.Int32_interop!,", file, StringComparison.Ordinal);
    }

    private static string Generate(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source);
        outcome.AssertCompiles();
        return Assert.Single(outcome.Files).Value;
    }
}
