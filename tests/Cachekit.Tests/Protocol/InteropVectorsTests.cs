using System.Text.Json;
using Cachekit.Protocol;

namespace Cachekit.Tests.Protocol;

public class InteropVectorsTests
{
    [Fact]
    public void SharedVectors_HaveTheirKeysBytesAndRefusals()
    {
        var path = FindVectors();
        Assert.SkipWhen(path is null, "The shared vectors are not beside the repository; rows like them are in the other tests.");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var root = document.RootElement;
        Assert.All(root.GetProperty("key_vectors").EnumerateArray(), Key);
        Assert.All(root.GetProperty("value_vectors").EnumerateArray(), Value);
        Assert.All(root.GetProperty("error_vectors").EnumerateArray(), Error);
        Assert.True(root.GetProperty("key_vectors").GetArrayLength() >= 20);
    }

    private static void Key(JsonElement vector)
    {
        var arguments = Arguments(vector);
        Assert.Equal(vector.GetProperty("canonical_args_hex").GetString(), Convert.ToHexStringLower(InteropKey.EncodeArguments(arguments)));
        Assert.Equal(
            vector.GetProperty("expected_key").GetString(),
            InteropKey.Create(vector.GetProperty("namespace").GetString()!, vector.GetProperty("operation").GetString()!, arguments));
    }

    private static void Value(JsonElement vector)
    {
        var hex = vector.GetProperty("canonical_msgpack_hex").GetString()!;
        var value = TaggedJson.Read(vector.GetProperty("value"));
        Assert.Equal(hex, Convert.ToHexStringLower(InteropValue.Encode(value)));
        Assert.Equivalent(value, InteropValue.Decode(Convert.FromHexString(hex)), strict: true);
    }

    private static void Error(JsonElement vector)
    {
        string Segment(string name) => vector.TryGetProperty(name, out var text) ? text.GetString()! : "t";
        Assert.Throws<CacheKeyException>(() => InteropKey.Create(Segment("namespace"), Segment("operation"), Arguments(vector)));
    }

    private static object?[] Arguments(JsonElement vector) => vector.GetProperty("args").EnumerateArray().Select(TaggedJson.Read).ToArray();

    private static string? FindVectors()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "shared", "vectors", "interop-mode.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
