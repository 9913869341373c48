using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Streams;

/// <summary>What is generated for methods that return a stream.</summary>
public sealed class StreamGenerationTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string, string> Forms => new()
    {
        { "tokens of the body", "public partial class C { [Cache] public partial IAsyncEnumerable<int> GetAsync(int a, CancellationToken ct = default); private async IAsyncEnumerable<int> GetCoreAsync(int a, [EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); yield return a; } }" },
        { "no token", "public partial class C { [Cache] public partial IAsyncEnumerable<string?> GetAsync(int a); private IAsyncEnumerable<string?> GetCoreAsync(int a) => null!; }" },
        { "static, no arguments", "public static partial class C { [Cache] public static partial IAsyncEnumerable<Guid> All(); private static IAsyncEnumerable<Guid> AllCore() => null!; }" },
        { "generic", "public partial class C<T> { [Cache] public partial IAsyncEnumerable<int> GetAsync<U>(U a) where U : struct; private IAsyncEnumerable<int> GetCoreAsync<U>(U a) where U : struct => null!; }" },
        { "mutable items", "public class Row { public int A { get; set; } } public partial class C { [Cache] public partial IAsyncEnumerable<Row> GetAsync(int a, [CacheIgnore] object log); private IAsyncEnumerable<Row> GetCoreAsync(int a, object log) => null!; }" },
        { "secure", "public partial class C { [Cache, Secure] public partial IAsyncEnumerable<string> GetAsync([CacheTenant] string tenant); private IAsyncEnumerable<string> GetCoreAsync(string tenant) => null!; }" },
        { "shared", "public partial class C { [Cache(Interop = \"get\", Namespace = \"n\")] public partial IAsyncEnumerable<string> GetAsync(int a); private IAsyncEnumerable<string> GetCoreAsync(int a) => null!; }" },
        { "private item", "public partial class C { private sealed record Row(int A); [Cache] private partial IAsyncEnumerable<Row> GetAsync(params int[] a); private IAsyncEnumerable<Row> GetCoreAsync(int[] a) => null!; }" },
        { "invalidated", "public partial class C { [Cache] public partial IAsyncEnumerable<int> GetAsync(int a); private IAsyncEnumerable<int> GetCoreAsync(int a) => null!; [Invalidates(nameof(GetAsync))] public partial Task<int> ChangeAsync(int a); private Task<int> ChangeCoreAsync(int a) => null!; }" },
        { "keywords", "public partial class @event { [Cache] public partial IAsyncEnumerable<int> @for(int @if, int owner, CancellationToken @in = default); private IAsyncEnumerable<int> forCore(int @if, int owner, CancellationToken @in) => null!; }" },
        { "unsafe", "public unsafe partial class C { [Cache] public partial IAsyncEnumerable<int> GetAsync(int a); private IAsyncEnumerable<int> GetCoreAsync(int a) => null!; }" },
    };

    public static TheoryData<string> Mistakes =>
    [
        "public partial class C { [Cache] public partial Task<IAsyncEnumerable<int>> {|CACHEKIT620:GetAsync|}(int a); private Task<IAsyncEnumerable<int>> GetCoreAsync(int a) => null!; }",
        "public partial class C { [Cache] public partial ValueTask<IAsyncEnumerable<int>> {|CACHEKIT620:GetAsync|}(int a); private ValueTask<IAsyncEnumerable<int>> GetCoreAsync(int a) => default; }",
        "public partial class C { [Cache] public partial IAsyncEnumerable<int> {|CACHEKIT004:GetAsync|}(int a); private IReadOnlyList<int> GetCoreAsync(int a) => null!; }",
        "public partial class C { [Cache] public partial IReadOnlyList<int> {|CACHEKIT004:Get|}(int a); private IAsyncEnumerable<int> GetCore(int a) => null!; }",
        "public partial class C { [Cache] public partial IAsyncEnumerable<System.IO.Stream> {|CACHEKIT203:GetAsync|}(int a); private IAsyncEnumerable<System.IO.Stream> GetCoreAsync(int a) => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial IAsyncEnumerable<int> {|CACHEKIT601:GetAsync|}(int[] ids); private IAsyncEnumerable<int> GetCoreAsync(int[] ids) => null!; }",
        "public partial class C { [Cache] public partial IAsyncEnumerable<int> OneAsync(int id); private IAsyncEnumerable<int> OneCoreAsync(int id) => null!; [Cache, CacheBatch(SharesWith = {|CACHEKIT603:nameof(OneAsync)|})] public partial IReadOnlyList<int>[] Get(int[] ids); private IReadOnlyList<int>[] GetCore(int[] ids) => null!; }",
    ];

    [Fact]
    public void Stream_OfARecord()
    {
        var outcome = TestCompilation.Generate("""
            using System.Collections.Generic;
            using System.Threading;
            using Cachekit;

            namespace Shop;

            public sealed record Product(int Id, string Name);

            public sealed partial class Catalog
            {
                [Cache(Ttl = "5m")]
                public partial IAsyncEnumerable<Product> ListAsync(string region, CancellationToken ct = default);

                private async IAsyncEnumerable<Product> ListCoreAsync(string region, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
                {
                    await System.Threading.Tasks.Task.Delay(1, ct);
                    yield return new Product(1, region);
                }
            }
            """);

        outcome.AssertCompiles();
        var file = Assert.Single(outcome.Files);
        Snapshot.Match($"// {file.Key}\n{file.Value}", nameof(Stream_OfARecord));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_CompilesWithoutWarning(string name, string source)
    {
        Assert.NotEmpty(name);
        foreach (var nullable in new[] { NullableContextOptions.Enable, NullableContextOptions.Disable })
        {
            var text = nullable == NullableContextOptions.Enable ? source : source.Replace("string?", "string", StringComparison.Ordinal);

            var outcome = TestCompilation.Generate(TestCompilation.Create(nullable, Usings + text));

            outcome.AssertCompiles();
            Assert.Contains("StreamCache.Get<", Assert.Single(outcome.Files).Value, StringComparison.Ordinal);
            Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedOnceAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
    }
}
