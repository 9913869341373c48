using Cachekit.Generators.Diagnostics;

namespace Cachekit.Generators.Tests.Keys;

public class KeyPartParserTests
{
    private const string Usings = """
        using System; using System.IO; using System.Linq; using System.Linq.Expressions; using System.Collections.Generic; using System.Collections.Immutable;
        using System.Threading; using System.Threading.Tasks; using Cachekit;

        """;

    [Theory]
    [InlineData("object", "anything")]
    [InlineData("dynamic", "anything")]
    [InlineData("Action", "code")]
    [InlineData("Func<int, string>", "code")]
    [InlineData("Stream", "stream")]
    [InlineData("MemoryStream", "stream")]
    [InlineData("Task<int>", "await")]
    [InlineData("ValueTask<int>", "await")]
    [InlineData("Type", "name")]
    [InlineData("Expression<Func<int, bool>>", "expression is code")]
    [InlineData("Span<int>", "stack")]
    [InlineData("ReadOnlySpan<char>", "stack")]
    [InlineData("IDisposable", "service")]
    [InlineData("IFormatProvider", "service")]
    [InlineData("List<Action>", "'Action' in it")]
    [InlineData("List<CancellationToken>", "cancellation token")]
    [InlineData("Dictionary<string, object>", "'object' in it")]
    [InlineData("(int, Stream)", "stream")]
    [InlineData("int[,,,,]", "dimensions")]
    [InlineData("System.Text.Json.JsonElement", "pass the text")]
    [InlineData("List<IEnumerable<int>>", "IReadOnlyList<int>")]
    public void TypeWithoutForm_IsAFinding(string type, string reason)
    {
        var finding = Assert.Single(KeyCompilation.ParseParameter($"{Usings} public partial class Sample {{ void M({type} argument) {{ }} }}").Findings);
        Assert.Equal(DiagnosticIds.KeyTypeUnsupported, finding.Id);
        Assert.Equal("argument", finding.Arguments[0]);
        Assert.Contains(reason, finding.Arguments[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Pointer_IsAFinding() =>
        Assert.Single(KeyCompilation.ParseParameter("public partial class Sample { unsafe void M(int* argument) { } }").Findings);

    [Theory]
    [InlineData("IEnumerable<int>")]
    [InlineData("IQueryable<int>")]
    [InlineData("IAsyncEnumerable<int>")]
    public void SequenceThatMayBeReadOnce_IsAFinding(string type)
    {
        var finding = Assert.Single(KeyCompilation.ParseParameter($"{Usings} public partial class Sample {{ void M({type} argument) {{ }} }}").Findings);
        Assert.Equal(DiagnosticIds.KeySequenceEnumerableOnce, finding.Id);
        Assert.Equal("IReadOnlyList<int>", finding.Arguments[3]);
    }

    [Theory]
    [InlineData("public class Mutable { public int X { get; set; } }", "Mutable")]
    [InlineData("public sealed class HttpContext { public int X { get; } }", "HttpContext")]
    [InlineData("public sealed class Id : IEquatable<Id> { public bool Equals(Id? other) => true; }", "Id")]
    [InlineData("public abstract class Base { }", "Base")]
    public void ClassThatIsNoRecord_IsAFinding(string declaration, string type)
    {
        var finding = Assert.Single(KeyCompilation.ParseParameter($"{Usings}{declaration} public partial class Sample {{ void M({type} argument) {{ }} }}").Findings);
        Assert.Equal(DiagnosticIds.KeyClassWithoutValueEquality, finding.Id);
        Assert.Equal(["argument", type], finding.Arguments);
    }

    [Theory]
    [InlineData("public record Q(int A, Stream B);", "Q.B", "stream")]
    [InlineData("public record Inner(Action C); public record Q(List<Inner> Items);", "Q.Items.C", "code")]
    [InlineData("public record Q(int A) { private int _b; public int M() => _b; }", "Q._b", "cannot read")]
    [InlineData("public struct Q { private int _a; public int A => _a; public Q(int a) { _a = a; } }", "Q._a", "cannot read")]
    [InlineData("public struct Q(int a) { public int B => a + 1; }", "Q.a", "captured")]
    [InlineData("public record Q(int A) { public event Action? Changed; public void M() => Changed?.Invoke(); }", "Q.Changed", "event")]
    [InlineData("public record B(int A); public record Q(int A) : B(1) { public new int A { get; init; } = A; }", "Q.A", "hides")]
    public void MemberWithoutForm_IsNamed(string declaration, string member, string reason)
    {
        var finding = Assert.Single(KeyCompilation.ParseParameter($"{Usings}{declaration} public partial class Sample {{ void M(Q argument) {{ }} }}").Findings);
        Assert.Equal(DiagnosticIds.KeyMemberUnsupported, finding.Id);
        Assert.Equal(["argument", "Q", member], [finding.Arguments[0], finding.Arguments[1], finding.Arguments[2]]);
        Assert.Contains(reason, finding.Arguments[3], StringComparison.Ordinal);
    }

    [Fact]
    public void EverLargerTypeArguments_EndInAFinding() =>
        Assert.NotEmpty(KeyCompilation.ParseParameter("using System.Collections.Generic; public record R<T>(R<List<T>>? Next); public partial class Sample { void M(R<int> argument) { } }").Findings);

    [Theory]
    [InlineData("Missing")]
    [InlineData("List<Missing>")]
    [InlineData("Missing?[]")]
    public void UnknownType_IsAFindingAndNoException(string type)
    {
        var finding = Assert.Single(KeyCompilation.ParseBroken($"{Usings} public partial class Sample {{ void M({type} argument) {{ }} }}").Findings);
        Assert.Contains("not known", finding.Arguments[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int", true, true)]
    [InlineData("int[]", false, true)]
    [InlineData("ImmutableArray<string>", true, true)]
    [InlineData("ImmutableArray<int[]>", false, true)]
    [InlineData("(int, string)", true, true)]
    [InlineData("Plain", true, true)]
    [InlineData("WithArray", false, true)]
    [InlineData("GetOnlyArray", false, false)]
    [InlineData("List<GetOnlyArray>", false, false)]
    [InlineData("Loop", true, true)]
    [InlineData("MutableLoop", false, true)]
    [InlineData("ImmutableArray<MutableLoop>", false, true)]
    [InlineData("PlainStruct", true, true)]
    public void Mutability_DecidesHowAnArgumentIsKept(string type, bool isImmutable, bool isCloneable)
    {
        var model = KeyCompilation.ParseParameter($$"""
            {{Usings}}
            public record Plain(int A, string B);
            public record WithArray(int[] A);
            public record GetOnlyArray { public int[] A { get; } = []; }
            public record Loop(ImmutableList<Loop> Items);
            public record Middle(MutableLoop? Loop);
            public record MutableLoop(Middle? Middle) { public int X { get; set; } }
            public struct PlainStruct { public int A; public string B { get; set; } }
            public partial class Sample { void M({{type}} argument) { } }
            """);
        Assert.Empty(model.Findings);
        Assert.Equal((isImmutable, isCloneable), (model.IsImmutable, model.IsCloneable));
        Assert.All(model.Definitions.Where(static definition => definition.TypeName is "global::Middle" or "global::MutableLoop"), static definition => Assert.False(definition.IsImmutable));
    }

    [Fact]
    public void EqualInput_MakesEqualModels()
    {
        const string Source = "using System.Collections.Generic; public record Q(int[] A, Q? B, List<Q> C); public partial class Sample { void M<T>(Q a, Dictionary<string, T> b) { } }";
        Assert.Equal(KeyCompilation.Parse(Source)["M"], KeyCompilation.Parse(Source)["M"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RecordOfAnotherAssembly_HasItsPublicState(bool isReferenceAssembly)
    {
        var library = KeyCompilation.Library(
            "public record Base(int Id); public record Query(int Id, string Text) : Base(Id) { public int Computed => 1; public int[]? More { get; init; } } public struct Pair { public int A { get; set; } public int B; }",
            isReferenceAssembly);
        var models = KeyCompilation.Parse("public partial class Sample { void M(Query a, Pair b) { } }", library)["M"];
        Assert.All(models, static model => Assert.Empty(model.Findings));
        Assert.Equal(["Id", "More", "Text"], models[0].Definitions.Single(static definition => definition.TypeName == "global::Query").Members.Select(static member => member.Name));
        Assert.Equal(["A", "B"], models[1].Definitions.Single(static definition => definition.TypeName == "global::Pair").Members.Select(static member => member.Name));
    }

    [Fact]
    public void StructOfAnotherAssemblyWithPrivateState_IsAFinding() =>
        Assert.NotEmpty(KeyCompilation.ParseParameter("public partial class Sample { void M(System.Drawing.Point a) { } }").Findings);
}
