using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Robustness;

/// <summary>The generator runs while people type: names that are not there yet must not end it.</summary>
public sealed class UnfinishedNamesTests
{
    [Theory]
    [InlineData("public partial class C { [Cache] public partial int Get(int ); private int GetCore(int id) => id; [Cache] public partial int Get(int id, int ); private int GetCore(int id, int other) => id; }")]
    [InlineData("public partial class C { public sealed record Row(int ); [Cache] public partial Row Get(int a); private Row GetCore(int a) => new(a); }")]
    public async Task ParameterWithoutAName_DoesNotEndTheGenerator(string source)
    {
        var outcome = TestCompilation.Generate("using Cachekit; " + source);

        // Both helpers fail when the generator or an analyzer throws.
        Assert.NotEmpty(outcome.Files);
        await TestCompilation.AnalyzeAsync(outcome);
    }
}
