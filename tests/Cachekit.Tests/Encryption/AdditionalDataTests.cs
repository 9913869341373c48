using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

public class AdditionalDataTests
{
    [Fact]
    public void InteropEntry_HasFourComponents() => Assert.Equal(
        "030000000764656661756c7400000054636174616c6f673a6765745f70726f647563743a35376632366534623337653337333866366166396236663632336531373533373135653633613766303136633732386637303435313837356163383838346663000000076d73677061636b0000000546616c7365",
        Write("default", new("catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc", Compressed: false)));

    [Fact]
    public void OriginalType_IsTheFifthComponent() => Assert.Equal(
        "030000000e63726f73732d73646b2d7465737400000015746573743a6172726f773a636f6d70726573736564000000056172726f770000000454727565000000056172726f77",
        Write("cross-sdk-test", new("test:arrow:compressed", Compressed: true, "arrow", "arrow")));

    [Fact]
    public void Lengths_AreThoseOfTheUtf8() =>
        Assert.Equal("0300000002c3a900000003e282ac000000066f726a736f6e000000045472756500000006736572696573", Write("é", new("€", true, "orjson", "series")));

    [Theory]
    [InlineData("")]
    [InlineData("MSGPACK")]
    [InlineData("msgpack ")]
    [InlineData("json")]
    [InlineData("numpy")]
    [InlineData(null)]
    public void UnregisteredFormat_IsRefused(string? format) =>
        Assert.Contains("format", Assert.Throws<ArgumentException>(() => Write("t", new("k", false, format!))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Arrow")]
    [InlineData("pickle")]
    public void UnregisteredOriginalType_IsRefused(string type) =>
        Assert.Contains("original type", Assert.Throws<ArgumentException>(() => Write("t", new("k", false, "msgpack", type))).Message, StringComparison.Ordinal);

    [Fact]
    public void KeyWithoutFormInUtf8_IsRefusedWithoutShowingIt()
    {
        var exception = Assert.Throws<ArgumentException>(() => Write("t", new("hunter2 \ud83d", false)));

        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Write("t", default));
    }

    [Fact]
    public void TextOfABinding_DoesNotShowTheKey()
    {
        Assert.Equal("EntryBinding: msgpack, compressed", new EntryBinding("hunter2", true).ToString());
        Assert.Equal("EntryBinding: arrow, not compressed, numpy", new EntryBinding("hunter2", false, "arrow", "numpy").ToString());
    }

    private static string Write(string tenant, EntryBinding binding)
    {
        var head = AdditionalData.Head(tenant);
        var written = new byte[AdditionalData.SizeOf(head, in binding)];
        AdditionalData.Write(head, in binding, written);
        return Convert.ToHexStringLower(written);
    }
}
