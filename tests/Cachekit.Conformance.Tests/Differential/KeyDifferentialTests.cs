using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;
using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Keys made here and made by the implementation in Python are the same, and so is what both refuse.</summary>
public class KeyDifferentialTests(PythonPeer python)
{
    [Fact]
    public void Keys_AreTheSame()
    {
        python.Require();
        var source = new ArgumentSource(DifferentialSize.Seed);
        var refused = 0;
        var compared = 0;
        foreach (var size in DifferentialSize.Batches(3_000))
        {
            var inputs = Enumerable.Range(0, size).Select(_ => source.Next()).ToList();
            var answers = python.Ask(inputs.ConvertAll(static input => new JsonMap
            {
                ["op"] = "interop_key", ["namespace"] = "catalog", ["operation"] = "search.v2", ["args"] = input.Json,
            }));
            for (var i = 0; i < size; i++)
            {
                if (answers[i].Has("refused"))
                {
                    refused++;
                    Assert.True(Refuses(inputs[i].Arguments), $"Only Python refuses {JsonText.Write(inputs[i].Json)}: {JsonText.Write(answers[i])}");
                    continue;
                }

                compared++;
                Assert.Equal(answers[i].Text("data"), Convert.ToHexStringLower(InteropKey.EncodeArguments(inputs[i].Arguments)));
                Assert.Equal(answers[i].Text("key"), InteropKey.Create("catalog", "search.v2", inputs[i].Arguments));
            }
        }

        Assert.True(refused > 0 && compared > refused, $"The inputs are one-sided: {refused} refused, {compared} compared.");
    }

    [Fact]
    public void Segments_AreRefusedAlike()
    {
        python.Require();
        string[] segments =
        [
            "a", "0", "users", "get_user", "search.v2", "a-b", "ns", "nsapi", "ns1", new('x', 64), new('x', 65), "", "A", "a..b", "a.b.c", ".a", "-a", "_a", "a.",
            "a\n", "a b", "a:b", "a/b", "\u00e9", "\u0661", "\uff41", "a\0", "Users", "a...",
        ];
        var pairs = (from ns in segments from operation in segments select (ns, operation)).ToList();
        var answers = python.Ask(pairs.ConvertAll(static pair => new JsonMap
        {
            ["op"] = "interop_key", ["namespace"] = pair.ns, ["operation"] = pair.operation, ["args"] = new List<object?>(),
        }));

        Assert.All(pairs.Zip(answers), static pair =>
        {
            var ((ns, operation), answer) = pair;
            if (answer.Has("refused"))
            {
                Assert.Throws<CacheKeyException>(() => InteropKey.Create(ns, operation));
            }
            else
            {
                Assert.Equal(answer.Text("key"), InteropKey.Create(ns, operation));
            }
        });
    }

    private static bool Refuses(object?[] arguments)
    {
        try
        {
            InteropKey.EncodeArguments(arguments);
            return false;
        }
        catch (CacheKeyException)
        {
            return true;
        }
    }
}
