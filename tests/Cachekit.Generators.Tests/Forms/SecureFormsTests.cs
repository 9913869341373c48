using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cachekit.CompilerServices;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Forms;

/// <summary>Secure methods in all forms: what is generated compiles, says that they are secure, and makes them known.</summary>
public sealed partial class SecureFormsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string, string> Forms => new()
    {
        { "value", "public partial class C { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "task", "public partial class C { [Cache, Secure] public partial Task<int> GetAsync([CacheTenant] string t); private Task<int> GetCoreAsync(string t) => Task.FromResult(1); }" },
        { "valuetask", "public partial class C { [Cache, Secure] public partial ValueTask<int> GetAsync(int a, [CacheTenant] string t, CancellationToken ct = default); private ValueTask<int> GetCoreAsync(int a, string t, CancellationToken ct) => new(a); }" },
        { "tenant that may be null", "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] string? t = null); private int GetCore(string? t) => 1; }" },
        { "static", "public partial class C { [Cache, Secure] public static partial int Get([CacheTenant] string t); private static int GetCore(string t) => 1; }" },
        { "static class", "[Secure] public static partial class C { [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; }" },
        { "generic type", "public partial class C<T, U> where T : class, new() where U : struct { [CacheTenant] public string Tenant = \"\"; [Cache, Secure] public partial int Get(T a, U b); private int GetCore(T a, U b) => 1; }" },
        { "generic method", "public partial class C { [Cache, Secure] public partial int Get<T>(T a, [CacheTenant] string t) where T : notnull; private int GetCore<T>(T a, string t) where T : notnull => 1; }" },
        { "nested private type", "public partial class A<T> { private partial struct B { private partial class C { [Cache, Secure] internal partial int Get([CacheTenant] string t); private int GetCore(string t) => 1; } } }" },
        { "struct", "[Secure] public partial struct C { [CacheTenant] public string T; [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "readonly struct", "public readonly partial struct C { [CacheTenant] private string T => \"\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a + T.Length; }" },
        { "record", "public partial record C([property: CacheTenant] string T) { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "record struct", "public partial record struct C([property: CacheTenant] string T) { [Cache(Preset.Secure)] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "nested in an interface", "public partial interface IA { public partial class C { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; } }" },
        { "inherited tenant", "public class B { [CacheTenant] private protected string T { get; set; } = \"\"; } public partial class C : B { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "tenant that is a key too", "public partial class C { [CacheKey, CacheTenant] public string T { get; } = \"\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; [Cache, Secure] public partial int Find([CacheKey] int a, object b); private int FindCore(int a, object b) => a; }" },
        { "tenant beside marked parameters", "public partial class C { [Cache, Secure] public partial int Get([CacheKey] int a, [CacheTenant] string t, object b); private int GetCore(int a, string t, object b) => a; }" },
        { "tenant by reference", "public partial class C { [Cache, Secure] public partial int Get(in int a, [CacheTenant] in string t); private int GetCore(int a, in string t) => a; }" },
        { "names of ours", "public partial class C { [CacheTenant] public string Tenant => \"\"; [Cache, Secure] public partial int Get(int Tenant, int _Tenant, int ITenantKey, int tenant); private int GetCore(int a, int b, int c, int d) => a; } public class __CachekitSecureMethods { } public class SecureMethods { } namespace N { public class __CachekitSecureMethods { } public partial class C { [Cache, Secure] public partial int Get([CacheTenant] string Tenant, int Key); private int GetCore(string a, int b) => 1; } }" },
        { "keywords", "namespace @namespace.@class { public partial class @event { [Cache, Secure(Tenant = \"a\\\"\\n\\u0000\")] public partial int @for(int @if); private int forCore(int @if) => 1; [Cache, Secure] public partial int @do([CacheTenant] string @string); private int doCore(string @string) => 1; } }" },
        { "types named like ours", "namespace N { public class System { } public class Cachekit { } public partial class C { [Cache, Secure] public partial int Get([CacheTenant] string t); private int GetCore(string t) => 1; } }" },
        { "overloads", "[Secure] public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Cache] public partial int Get([CacheTenant] string id); private int GetCore(string id) => 1; [Cache] public partial int Get<T>(int id); private int GetCore<T>(int id) => id; }" },
        { "invalidating", "public partial class C { [CacheTenant] public string T = \"\"; [Cache, Secure] public partial int Get(int id); private int GetCore(int id) => id; [Invalidates(nameof(Get))] public partial void Set(int id); private void SetCore(int id) { } [Cache, Secure] public static partial int Find(int id, [CacheTenant] string hospital); private static int FindCore(int id, string hospital) => id; [Invalidates(nameof(Find))] public static partial Task DropAsync(string hospital, int id); private static Task DropCoreAsync(string hospital, int id) => Task.CompletedTask; }" },
        { "mutable value", "public partial class C { [Cache, Secure] public partial List<string> Get(int id); private List<string> GetCore(int id) => []; [Cache, Secure] public partial Row Find(int id); private Row FindCore(int id) => new(id, []); public sealed record Row(int Id, byte[] Data); }" },
        { "defaults of the assembly", "[assembly: CacheDefaults(Preset.Secure)] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "two types of one name", "namespace N { public partial class C { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; } public partial class C<T> { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; } public partial class C1 { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; } public partial class c1 { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; } } namespace M { public partial class C { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; public partial class D { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; } } } public partial class C { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => a; }" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_CompilesWithoutWarning_AndRegistersOncePerFile(string name, string source)
    {
        Assert.NotEmpty(name);
        foreach (var nullable in new[] { NullableContextOptions.Enable, NullableContextOptions.Disable })
        {
            var text = nullable == NullableContextOptions.Enable ? source : source.Replace("string?", "string", StringComparison.Ordinal);

            var outcome = TestCompilation.Generate(TestCompilation.Create(nullable, Usings + text));

            outcome.AssertCompiles();
            Assert.NotEmpty(outcome.Files);
            Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
            Assert.All(outcome.Files.Values, file =>
            {
                Assert.Single(Initializer().Matches(file));
                Assert.Equal(Definition().Count(file), Secure().Count(file));

                // Memory holds no object of a secure method, whatever its type promises.
                Assert.Equal(Definition().Count(file), Bytes().Count(file));
            });
        }
    }

    [Fact]
    public void Registration_HasEachMethodOnce_WithoutTypeArguments()
    {
        Register("""
            namespace Registered
            {
                public partial class Outer<T>
                {
                    private partial class Inner
                    {
                        [Cache, Secure] internal partial int Get<U>(int a);
                        private int GetCore<U>(int a) => a;
                        [Cache, Secure] internal partial int Get(string a);
                        private int GetCore(string a) => 1;
                        [Cache] internal partial int Plain(int a);
                        private int PlainCore(int a) => a;
                    }
                }

                public partial class Other
                {
                    [Cache, Secure] public static partial int Find(int a);
                    private static int FindCore(int a) => a;
                }
            }
            """);

        Assert.Equal(["Registered.Other.Find", "Registered.Outer.Inner.Get"], Known("Registered."));
    }

    [Fact]
    public void Registration_LeavesOutMethodsWithARuntimeOfTheirOwn()
    {
        Register("""
            namespace Own
            {
                public partial class Instance(CachekitRuntime runtime)
                {
                    [Cache, Secure] public partial int Get(int a);
                    private int GetCore(int a) => a;
                    [Cache, Secure] public static partial int Find(int a);
                    private static int FindCore(int a) => a;
                }

                public partial class Shared
                {
                    private static CachekitRuntime? Runtime => null;
                    [Cache, Secure] public partial int Get(int a);
                    private int GetCore(int a) => a;
                    [Cache, Secure] public static partial int Find(int a);
                    private static int FindCore(int a) => a;
                }
            }
            """);

        Assert.Equal(["Own.Instance.Find"], Known("Own."));
    }

    [Fact]
    public void MethodsWithoutEncryption_HaveNoInitializer()
    {
        var outcome = TestCompilation.Generate(Usings + """
            public partial class C
            {
                [CacheKey, CacheTenant] public string T = "";
                [Cache(Preset.Production)] public partial int Get(int a);
                private int GetCore(int a) => a;
            }
            """);

        var file = Assert.Single(outcome.Files).Value;
        Assert.Empty(Initializer().Matches(file));
        Assert.Empty(Secure().Matches(file));
        Assert.DoesNotContain("ITenantKey", file, StringComparison.Ordinal);
        Assert.Contains("new __Cachekit.GetMethod.Key(this.T, a)", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Cache, Secure] public partial int Get(int a, [CacheTenant] string t); private int GetCore(int a, string t) => a;", new object[] { 1, "north" })]
    [InlineData("[Cache, Secure] public partial int Get([CacheTenant] string t, [CacheKey] int a, object b); private int GetCore(string t, int a, object b) => a;", new object[] { "north", 1 })]
    [InlineData("[CacheTenant] public string T = \"\"; [CacheKey] public string A = \"\"; [Cache, Secure] public partial int Get(string T); private int GetCore(string a) => 1;", new object[] { "a", "north", "other" })]
    public void Key_TellsItsTenant(string members, object[] arguments)
    {
        var assembly = TestCompilation.Generate(Usings + $"public partial class C {{ {members} }}").Load();

        var type = assembly.GetType("C+__Cachekit+GetMethod+Key", throwOnError: true)!;
        var key = Assert.IsAssignableFrom<ITenantKey>(Activator.CreateInstance(type, arguments));
        Assert.Equal("north", key.Tenant);
    }

    [Theory]
    [InlineData("[Cache, Secure(Tenant = \"north\")] public partial int Get(int a);", "north")]
    [InlineData("[Cache, Secure] public partial int Get(int a);", "type")]
    [InlineData("[Cache] public partial int Get(int a);", "type")]
    [InlineData("[Cache(Preset.Dev)] public partial int Get(int a);", "type")]
    [InlineData("[Cache(Preset.Secure), Secure(Tenant = null)] public partial int Get(int a);", "type")]
    public void ConstantTenant_IsTheNearest(string method, string expected)
    {
        var outcome = TestCompilation.Generate(
            Usings + $"[Secure(Tenant = \"type\")] public partial class C {{ {method} private int GetCore(int a) => a; }}");

        outcome.AssertCompiles();
        Assert.Contains($"Secure = true,\n                Tenant = \"{expected}\",\n", Assert.Single(outcome.Files).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Cache]", true)]
    [InlineData("[Cache(Ttl = \"5m\")]", true)]
    [InlineData("[Cache(Preset.Secure)]", true)]
    [InlineData("[Cache(Preset.Production)]", false)]
    [InlineData("[Cache(Preset.Production), Secure]", true)]
    public void PresetOfTheAssembly_AppliesWhereTheMethodNamesNone(string attributes, bool expected)
    {
        var outcome = TestCompilation.Generate(
            Usings + $"[assembly: CacheDefaults(Preset.Secure)] public partial class C {{ {attributes} public partial int Get(int a); private int GetCore(int a) => a; }}");

        outcome.AssertCompiles();
        Assert.Equal(expected, Secure().IsMatch(Assert.Single(outcome.Files).Value));
    }

    [Fact]
    public void SecureOnOnePart_CountsForAllParts_AndNotForDerivedTypes()
    {
        var outcome = TestCompilation.Generate(
            Usings + "[Secure] public partial class C { }",
            Usings + "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; public partial class Inner { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } }",
            Usings + "public partial class D : C { [Cache] public partial int Find(int a); private int FindCore(int a) => a; }");

        outcome.AssertCompiles();
        Assert.Equal(["C+Inner.g.cs", "C.g.cs"], outcome.Files.Where(file => Secure().IsMatch(file.Value)).Select(file => file.Key).Order(StringComparer.Ordinal));
        Assert.Contains("D.g.cs", outcome.Files.Keys);
    }

    private static void Register(string source)
    {
        var assembly = TestCompilation.Generate(Usings + source).Load();
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
    }

    private static IEnumerable<string> Known(string start) =>
        ((IEnumerable<string>)typeof(AmbientMethods).GetProperty("WithMasterKey", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!)
        .Where(method => method.StartsWith(start, StringComparison.Ordinal));

    [GeneratedRegex(@"\[global::System\.Runtime\.CompilerServices\.ModuleInitializer\]")]
    private static partial Regex Initializer();

    [GeneratedRegex(@"^ *Secure = true,$", RegexOptions.Multiline)]
    private static partial Regex Secure();

    [GeneratedRegex(@"^ *Storage = global::Cachekit\.CompilerServices\.ValueStorage\.Bytes,$", RegexOptions.Multiline)]
    private static partial Regex Bytes();

    [GeneratedRegex(@"^ *KeyName = ", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
