using Cachekit.CodeFixes.Keys;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Keys;

/// <summary>CACHEKIT100 to 103 and CACHEKIT312.</summary>
public sealed class KeyTests
{
    [Theory]
    [InlineData("CACHEKIT100", "Action a", "")]
    [InlineData("CACHEKIT101", "IEnumerable<int> a", "")]
    [InlineData("CACHEKIT102", "R a", "public sealed record R(Action Callback);")]
    [InlineData("CACHEKIT103", "R a", "public class R { public int Value { get; set; } }")]
    public Task Parameter_IsLeftOutOfTheKey(string id, string parameter, string type) => FixRun.VerifyAsync(
        new AddCacheIgnoreCodeFix(),
        id,
        $"public partial class C {{ [Cache] public partial int Get(int id, {parameter}); private int GetCore(int id, {parameter}) => id; }} {type}",
        $"public partial class C {{ [Cache] public partial int Get(int id, [CacheIgnore] {parameter}); private int GetCore(int id, {parameter}) => id; }} {type}");

    [Fact]
    public Task ParameterOfSharedEntries_IsLeftOutToo() => FixRun.VerifyAsync(
        new AddCacheIgnoreCodeFix(),
        "CACHEKIT312",
        "public partial class C { [Cache(Interop = \"get\", Namespace = \"n\")] public partial int Get(int id, R r); private int GetCore(int id, R r) => id; } public sealed record R(int A);",
        "public partial class C { [Cache(Interop = \"get\", Namespace = \"n\")] public partial int Get(int id, [CacheIgnore] R r); private int GetCore(int id, R r) => id; } public sealed record R(int A);");

    [Fact]
    public Task ParametersOfAFileWithoutTheUsing_AreAllLeftOut() => FixRun.VerifyAllAsync(
        new AddCacheIgnoreCodeFix(),
        "CACHEKIT100",
        [
            """
            using System;

            namespace Shop;

            public partial class C
            {
                [Cachekit.Cache]
                public partial int Get(
                    int id,
                    // Tells how far it is.
                    Action<int>? progress,
                    Func<int> other);

                private int GetCore(int id, Action<int>? progress, Func<int> other) => id;
            }
            """,
        ],
        [
            """
            using System;
            using Cachekit;

            namespace Shop;

            public partial class C
            {
                [Cachekit.Cache]
                public partial int Get(
                    int id,
                    // Tells how far it is.
                    [CacheIgnore] Action<int>? progress,
                    [CacheIgnore] Func<int> other);

                private int GetCore(int id, Action<int>? progress, Func<int> other) => id;
            }
            """,
        ]);

    [Theory]
    [InlineData("public partial class C { [Cache] public partial int Get([CacheKey] Action a); private int GetCore(Action a) => 1; }")]
    [InlineData("public partial class C { [CacheKey] public Action A { get; } = () => { }; [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }")]
    public Task WhatIsMarkedOnPurpose_StaysInTheKey(string source) => FixRun.VerifyNothingAsync(new AddCacheIgnoreCodeFix(), "CACHEKIT100", source);

    [Fact]
    public Task Class_BecomesARecord() => FixRun.VerifyAsync(
        new MakeRecordCodeFix(),
        "CACHEKIT103",
        "public partial class C { [Cache] public partial int Get(List<Filter> f); private int GetCore(List<Filter> f) => 1; } /* Its words. */ public sealed class Filter { public string Word { get; init; } = \"\"; }",
        "public partial class C { [Cache] public partial int Get(List<Filter> f); private int GetCore(List<Filter> f) => 1; } /* Its words. */ public sealed record Filter { public string Word { get; init; } = \"\"; }");

    [Theory]
    [InlineData("Make 'Filter' a record", "record", "")]
    [InlineData("Let 'Id' identify 'Filter' in keys, with [CacheKey]", "class", "[CacheKey] ")]
    public Task NestedClass_IsFoundToo(string title, string kind, string mark) => FixRun.VerifyAsync(
        kind == "record" ? new MakeRecordCodeFix() : new SelectKeyMemberCodeFix(),
        "CACHEKIT103",
        "public partial class Search { [Cache] public partial int Count(Filter f); private int CountCore(Filter f) => 1; public sealed class Filter { public int? Id { get; set; } } }",
        $"public partial class Search {{ [Cache] public partial int Count(Filter f); private int CountCore(Filter f) => 1; public sealed {kind} Filter {{ {mark}public int? Id {{ get; set; }} }} }}",
        title);

    [Theory]
    [InlineData("public class Filter { public int A { get; init; } } public static class User { public static bool Same(Filter a, Filter b) => a == b; }")]
    [InlineData("public class Filter : Base { public int A { get; init; } } public class Base { }")]
    [InlineData("public class Filter { public int A { get; init; } } public class Derived : Filter { }")]
    [InlineData("public class Filter { public int A { get; init; } public object Clone() => this; }")]
    [InlineData("public class Filter(int a) { public int A => a; }")]
    public Task ClassThatCannotBeARecord_StaysAClass(string type) => FixRun.VerifyNothingAsync(
        new MakeRecordCodeFix(), "CACHEKIT103", "public partial class C { [Cache] public partial int Get(Filter f); private int GetCore(Filter f) => 1; } " + type);

    [Fact]
    public Task PropertyThatIdentifies_IsMarked() => FixRun.VerifyFilesAsync(
        new SelectKeyMemberCodeFix(),
        "CACHEKIT103",
        [
            UserSolution.Usings + "public partial class C { [Cache] public partial int Get(Shop.Customer c); private int GetCore(Shop.Customer c) => 1; }",
            "namespace Shop;\n\npublic class Customer\n{\n    /// <summary>Who.</summary>\n    public int Id { get; set; }\n\n    public string Name { get; set; } = \"\";\n}\n",
        ],
        [
            UserSolution.Usings + "public partial class C { [Cache] public partial int Get(Shop.Customer c); private int GetCore(Shop.Customer c) => 1; }",
            "using Cachekit;\n\nnamespace Shop;\n\npublic class Customer\n{\n    /// <summary>Who.</summary>\n    [CacheKey]\n    public int Id { get; set; }\n\n    public string Name { get; set; } = \"\";\n}\n",
        ]);

    [Fact]
    public Task PropertyOfAPositionalRecord_IsMarked() => FixRun.VerifyAsync(
        new SelectKeyMemberCodeFix(),
        "CACHEKIT102",
        "public partial class C { [Cache] public partial int Get(R r); private int GetCore(R r) => 1; } public sealed record R(string Key, Action Callback);",
        "public partial class C { [Cache] public partial int Get(R r); private int GetCore(R r) => 1; } public sealed record R([property: CacheKey] string Key, Action Callback);");

    [Fact]
    public Task TypeWithoutAnIdentity_GetsNoMark() => FixRun.VerifyNothingAsync(
        new SelectKeyMemberCodeFix(), "CACHEKIT103", "public partial class C { [Cache] public partial int Get(R r); private int GetCore(R r) => 1; } public class R { public int Value { get; set; } }");
}
