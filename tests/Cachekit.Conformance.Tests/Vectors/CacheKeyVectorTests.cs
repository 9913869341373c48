using Cachekit.Conformance.Tests.Json;
using Cachekit.Hashing;
using Cachekit.Keys;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>cache-keys.json: keys of methods whose entries no other SDK reads.</summary>
public class CacheKeyVectorTests
{
    private const string FileName = "cache-keys.json";

    public static IEnumerable<TheoryDataRow<string, string>> Keys => VectorSets.Cases(FileName, "vectors");

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_IsTheExpectedOne(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "vectors", name);
        var function = CacheKeyText.Function(row.OptionalText("namespace"), $"{row.Text("function_module")}.{row.Text("function_qualname")}", discriminator: null);
        var flag = row.Flag("integrity_checking") ? '1' : '0';

        var key = CacheKeyText.Finish($"{function}:args:{Hash(row)}:{flag}{SerializerCode(row.Text("serializer_type"))}");

        Assert.Equal(row.Text("expected_key"), key);
    }

    private static string SerializerCode(string identity) => identity switch
    {
        "std" or "default" => "s",
        "auto" => "a",
        "orjson" => "o",
        "arrow" => "w",
        "local" => "l",
        _ => "x" + Digest(System.Text.Encoding.UTF8.GetBytes(identity), 2),
    };

    private static string Hash(VectorRow row)
    {
        var positional = row.List("args").ConvertAll(Tagged.Parse);
        var named = ((JsonMap)row.Members["kwargs"]!).ToDictionary(static member => member.Key, static member => Tagged.Parse(member.Value));
        return Digest(AutoArguments.Encode(positional, named), 32);
    }

    private static string Digest(ReadOnlySpan<byte> bytes, int size)
    {
        var digest = new byte[size];
        Blake2b.Hash(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }
}
