using System.Text.Json;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Interop;

namespace Cachekit.Generators.Tests.Interop;

/// <summary>Names are those that <c>System.Text.Json</c> makes, since other sides of a system often use it.</summary>
public sealed class MemberNamesTests
{
    [Theory]
    [InlineData("UserID", "user_id", "userID")]
    [InlineData("HTTPServer", "http_server", "httpServer")]
    [InlineData("Item2", "item2", "item2")]
    [InlineData("already_snake", "already_snake", "already_snake")]
    [InlineData("ID", "id", "id")]
    [InlineData("URLValue", "url_value", "urlValue")]
    [InlineData("X", "x", "x")]
    [InlineData("Item2Name", "item2_name", "item2Name")]
    [InlineData("Größe", "größe", "größe")]
    [InlineData("ÄrgerÖl", "ärger_öl", "ärgerÖl")]
    public void Name_IsAsExpected(string name, string snake, string camel)
    {
        Assert.Equal(name, MemberNames.Apply(name, MemberNaming.AsDeclared));
        Assert.Equal(snake, MemberNames.Apply(name, MemberNaming.SnakeCase));
        Assert.Equal(camel, MemberNames.Apply(name, MemberNaming.CamelCase));
    }

    [Theory]
    [InlineData("ABab1_", 6)]
    [InlineData("AaÉé1_ß", 5)]
    [InlineData("AaǅΩωıİªд中١", 4)]
    public void EveryName_IsThatOfSystemTextJson(string alphabet, int longest)
    {
        var differences = new List<string>();
        var count = 0;
        foreach (var name in Names(alphabet, longest))
        {
            count++;
            Compare(JsonNamingPolicy.SnakeCaseLower, MemberNaming.SnakeCase);
            Compare(JsonNamingPolicy.CamelCase, MemberNaming.CamelCase);

            void Compare(JsonNamingPolicy policy, MemberNaming naming)
            {
                var (expected, actual) = (policy.ConvertName(name), MemberNames.Apply(name, naming));
                if (expected != actual)
                {
                    differences.Add($"{name}: {actual} instead of {expected}");
                }
            }
        }

        Assert.Empty(differences);
        Assert.True(count > 10_000, $"Only {count} names.");
    }

    private static IEnumerable<string> Names(string alphabet, int longest)
    {
        IEnumerable<string> names = [""];
        for (var length = 1; length <= longest; length++)
        {
            names = [.. names.SelectMany(name => alphabet.Select(letter => name + letter))];
            foreach (var name in names)
            {
                yield return name;
            }
        }
    }
}
