using System.Text.RegularExpressions;
using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Decorators;

/// <summary>A method has the same entries, whichever way it is cached.</summary>
public sealed partial class KeyNamesTests
{
    private const string Partial = "using Cachekit; namespace Shop; public partial class C<T> { [CacheKey] public string K => \"\"; [Cache] public partial int Get(T a, params string[] b); private int GetCore(T a, string[] b) => 1; }";

    [Theory]
    [InlineData("using Cachekit; namespace Shop; public interface I<T> { int Get(T a, params string[] b); } [CacheDecorator] public class C<T> : I<T> { [CacheKey] public string K => \"\"; [Cache] public int Get(T a, params string[] b) => 1; }")]
    [InlineData("using Cachekit; namespace Shop; [CacheDecorator] public interface C<T> { [CacheKey] string K { get; } [Cache] int Get(T a, params string[] b); }")]
    [InlineData("using Cachekit; [assembly: CacheIntercept] namespace Shop; public class C<T> { [CacheKey] public string K => \"\"; [Cache] public int Get(T a, params string[] b) => 1; public int F(T t) => Get(t); }")]
    public void OtherForm_HasTheKeyNameOfThePartialMethod(string source) => Assert.Equal(KeyNameOf(Partial), KeyNameOf(source));

    [Fact]
    public void InheritedMethod_IsToldApartByTheTypeArguments()
    {
        var file = Assert.Single(TestCompilation.Generate(
            "using Cachekit; [CacheDecorator] public interface I<T> { [Cache] int Get(); } public class A : I<int> { public int Get() => 1; } [CacheDecorator] public interface J : I<int>, I<string> { }").Files,
            file => file.Key.StartsWith("J.", StringComparison.Ordinal)).Value;

        var names = KeyName().Matches(file).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, names.Count);
        Assert.Contains(names, name => name.EndsWith("typeof(int))", StringComparison.Ordinal));
        Assert.Contains(names, name => name.EndsWith("typeof(string))", StringComparison.Ordinal));
    }

    private static string KeyNameOf(string source) => KeyName().Match(Assert.Single(TestCompilation.Generate(source).Files).Value).Groups[1].Value;

    [GeneratedRegex("KeyName = (.*),\n")]
    private static partial Regex KeyName();
}
