using Cachekit.CodeFixes.Invalidation;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Invalidation;

/// <summary>CACHEKIT507.</summary>
public sealed class AddInvalidatesTests
{
    private const string Product = "public sealed record Product(int Id, string Name);\n";

    [Fact]
    public Task MethodThatWrites_InvalidatesAllThatItCanFind() => FixRun.VerifyAsync(
        new AddInvalidatesCodeFix(),
        "CACHEKIT507",
        Product + """
        public partial class Catalog
        {
            [Cache]
            public partial Product Get(int id);

            private Product GetCore(int id) => new(id, "x");

            [Cache]
            public partial Product ByName(string name);

            private Product ByNameCore(string name) => new(1, name);

            [Cache]
            public partial Product Newest(DateOnly day);

            private Product NewestCore(DateOnly day) => new(1, "x");

            /// <summary>Gives it another name.</summary>
            async Task RenameProductAsync(int id, string name)
            {
                // Not cheap.
                await Task.Yield();
            }
        }
        """,
        Product + """
        public partial class Catalog
        {
            [Cache]
            public partial Product Get(int id);

            private Product GetCore(int id) => new(id, "x");

            [Cache]
            public partial Product ByName(string name);

            private Product ByNameCore(string name) => new(1, name);

            [Cache]
            public partial Product Newest(DateOnly day);

            private Product NewestCore(DateOnly day) => new(1, "x");

            /// <summary>Gives it another name.</summary>
            [Invalidates(nameof(Get))]
            [Invalidates(nameof(ByName))]
            private partial Task RenameProductAsync(int id, string name);

            private async Task RenameProductCoreAsync(int id, string name)
            {
                // Not cheap.
                await Task.Yield();
            }
        }
        """,
        "Invalidate 'Get' and 'ByName' after 'RenameProductAsync'");

    [Theory]
    [InlineData("public void Save(Product product) { }")]
    [InlineData("public void SaveProduct(string id) { }")]
    public Task MethodWhoseParametersSayNotWhich_IsLeftToTheUser(string method) => FixRun.VerifyNothingAsync(
        new AddInvalidatesCodeFix(),
        "CACHEKIT507",
        Product + "public partial class C { [Cache] public partial Product Get(int id); private Product GetCore(int id) => new(id, \"\"); " + method + " }");
}
