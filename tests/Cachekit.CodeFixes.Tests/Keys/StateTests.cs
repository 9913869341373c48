using Cachekit.CodeFixes.Keys;
using Cachekit.CodeFixes.Methods;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Keys;

/// <summary>CACHEKIT105, CACHEKIT106 and CACHEKIT108.</summary>
public sealed class StateTests
{
    [Theory]
    [InlineData("DateTime", "DateTimeOffset")]
    [InlineData("DateTime?", "DateTimeOffset?")]
    [InlineData("System.DateTime", "DateTimeOffset")]
    public Task DateTime_BecomesADateTimeOffset(string before, string after) => FixRun.VerifyAsync(
        new UseDateTimeOffsetCodeFix(),
        "CACHEKIT105",
        $"public partial class C {{ [Cache] public partial int At(int id, {before} moment = default); private int AtCore(int id, {before} when) => when.GetHashCode(); public int Now(DateTime d) => At(1, d); }}",
        $"public partial class C {{ [Cache] public partial int At(int id, {after} moment = default); private int AtCore(int id, {after} when) => when.GetHashCode(); public int Now(DateTime d) => At(1, d); }}");

    [Fact]
    public Task DocumentationThatNamesTheMethod_FollowsItsType() => FixRun.VerifyAsync(
        new UseDateTimeOffsetCodeFix(),
        "CACHEKIT105",
        "/** <summary><see cref=\"At(int, DateTime?)\"/></summary> */ public partial class C { [Cache] public partial int At(int id, DateTime? m); private int AtCore(int id, DateTime? m) => id; }",
        "/** <summary><see cref=\"At(int, DateTimeOffset?)\"/></summary> */ public partial class C { [Cache] public partial int At(int id, DateTimeOffset? m); private int AtCore(int id, DateTimeOffset? m) => id; }");

    [Theory]
    [InlineData("public partial class C { [Cache] public partial int At(DateTime m); private int AtCore(DateTime m) { DateTime d = m; return d.Day; } }")]
    [InlineData("public partial class C { [Cache] public partial int At(List<DateTime> m); private int AtCore(List<DateTime> m) => m.Count; }")]
    [InlineData("public partial class C { [Cache] public partial int At(DateTime m); private int AtCore(DateTime m) => m.Day; public Func<DateTime, int> F => At; }")]
    [InlineData("public partial class C : I { [Cache] public partial int At(DateTime m); private int AtCore(DateTime m) => m.Day; } public interface I { int At(DateTime m); }")]
    public Task DateTimeThatOthersRelyOn_Stays(string source) => FixRun.VerifyNothingAsync(new UseDateTimeOffsetCodeFix(), "CACHEKIT105", source);

    [Fact]
    public Task AllDateTimes_Become_DateTimeOffsets() => FixRun.VerifyAllAsync(
        new UseDateTimeOffsetCodeFix(),
        "CACHEKIT105",
        ["public partial class C { [Cache] public partial int At(DateTime from, DateTime to); private int AtCore(DateTime from, DateTime to) => from.Day + to.Day; }"],
        ["public partial class C { [Cache] public partial int At(DateTimeOffset from, DateTimeOffset to); private int AtCore(DateTimeOffset from, DateTimeOffset to) => from.Day + to.Day; }"]);

    [Fact]
    public Task StateOfADecoratedClass_GoesIntoTheKey() => FixRun.VerifyAsync(
        new AddCacheKeyCodeFix(),
        "CACHEKIT106",
        """
        public interface IPrices
        {
            string Of(int id);
        }

        [CacheDecorator]
        public class Prices : IPrices
        {
            public string Currency { get; set; } = "";

            [Cache]
            public string Of(int id) => id + Currency;
        }
        """,
        """
        public interface IPrices
        {
            string Of(int id);
        }

        [CacheDecorator]
        public class Prices : IPrices
        {
            [CacheKey]
            public string Currency { get; set; } = "";

            [Cache]
            public string Of(int id) => id + Currency;
        }
        """);

    // A generated class cannot read a private field, and the keys of an interface have what the interface has.
    [Theory]
    [InlineData("public interface I { string Of(int id); } [CacheDecorator] public class C : I { private readonly string _tenantId = \"\"; [Cache] public string Of(int id) => _tenantId; }")]
    [InlineData("[CacheDecorator] public interface I { [Cache] string Of(int id); } public class C : I { public string Currency { get; set; } = \"\"; public string Of(int id) => Currency; }")]
    public Task StateThatAMarkWouldNotPutIntoTheKey_Stays(string source) => FixRun.VerifyNothingAsync(new AddCacheKeyCodeFix(), "CACHEKIT106", source);

    [Theory]
    [InlineData("public string Currency { get; set; } = \"\";")]
    [InlineData("public string Currency = \"\";")]
    public Task StateOfTheInstance_GoesIntoTheKey(string member) => FixRun.VerifyAsync(
        new AddCacheKeyCodeFix(),
        "CACHEKIT106",
        $$"""
        public partial class C
        {
            /// <summary>What prices are in.</summary>
            {{member}}

            [Cache]
            public partial string Of(int id);

            private string OfCore(int id) => id + this.Currency;
        }
        """,
        $$"""
        public partial class C
        {
            /// <summary>What prices are in.</summary>
            [CacheKey]
            {{member}}

            [Cache]
            public partial string Of(int id);

            private string OfCore(int id) => id + this.Currency;
        }
        """);

    [Theory]
    [InlineData("record")]
    [InlineData("record struct")]
    public Task PositionalMember_GoesIntoTheKeyAsTheProperty(string kind) => FixRun.VerifyAsync(
        new AddCacheKeyCodeFix(),
        "CACHEKIT106",
        $"public partial {kind} C(int First, string Region) {{ [Cache] public partial string Of(int id); private string OfCore(int id) => id + Region; }}",
        $"public partial {kind} C(int First, [property: CacheKey] string Region) {{ [Cache] public partial string Of(int id); private string OfCore(int id) => id + Region; }}");

    [Fact]
    public Task StaticState_HasNoPlaceInTheKey() => FixRun.VerifyNothingAsync(
        new AddCacheKeyCodeFix(), "CACHEKIT106", "public partial class C { public static string Currency = \"\"; [Cache] public partial string Of(int id); private string OfCore(int id) => id + Currency; }");

    [Fact]
    public Task MarkAtTheBody_MovesToTheMethod() => FixRun.VerifyAsync(
        new MoveMarkCodeFix(),
        "CACHEKIT108",
        "public partial class C { [Cache] public partial int Get(int id, string trace, CancellationToken t); private int GetCore(int id, [CacheIgnore] string text) => id; }",
        "public partial class C { [Cache] public partial int Get(int id, [CacheIgnore] string trace, CancellationToken t); private int GetCore(int id, string text) => id; }");

    [Fact]
    public Task MarkOfAMethodThatIsNotCached_IsRemoved() => FixRun.VerifyAsync(
        new RemoveAttributeCodeFix(),
        "CACHEKIT108",
        "public class C { public int Get([CacheKey] int id) => id; }",
        "public class C { public int Get(int id) => id; }");
}
