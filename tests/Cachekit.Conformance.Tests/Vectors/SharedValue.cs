using Cachekit.Conformance.Tests.Json;
using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>What rows with a value and its document have in common.</summary>
internal static class SharedValue
{
    /// <summary>The value has the bytes of the document, and the document is the value.</summary>
    public static void AssertBothWays(object? node, byte[] document)
    {
        var value = Tagged.Parse(node);
        Assert.Equal(Convert.ToHexStringLower(document), Convert.ToHexStringLower(InteropValue.Encode(value)));
        var decoded = InteropValue.Decode(document);

        // A marked map that a row spells out comes back as the time that it stands for.
        if (!JsonText.Write(node).Contains("\"__", StringComparison.Ordinal))
        {
            Assert.Equal(Shown.Text(value), Shown.Text(decoded));
        }
    }
}
