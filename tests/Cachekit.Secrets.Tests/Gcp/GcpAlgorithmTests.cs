using System.Text;

namespace Cachekit.Secrets.Tests.Gcp;

public sealed class GcpAlgorithmTests
{
    [Fact]
    public void TheExampleOfRfc7515_IsSignedAsItSays()
    {
        using var key = Rfc7515.PrivateKey();

        Assert.Equal(Rfc7515.Signed, JsonWebSignature.Rs256(key, Encoding.UTF8.GetBytes(Rfc7515.Header), Encoding.UTF8.GetBytes(Rfc7515.Payload)));
    }

    // RFC 3720, appendix B.4; it prints the bytes in the order in which they are sent.
    public static TheoryData<byte[], string> Rfc3720 => new()
    {
        { new byte[32], "aa36918a" },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], "43aba862" },
        { [.. Enumerable.Range(0, 32).Select(value => (byte)value)], "4e79dd46" },
        { [.. Enumerable.Range(0, 32).Select(value => (byte)(31 - value))], "5cdb3f11" },
        { Convert.FromHexString("01c000000000000000000000000000001400000000000400000000140000001828000000000000000200000000000000"), "563a96d9" },
    };

    [Theory]
    [MemberData(nameof(Rfc3720))]
    public void TheExamplesOfRfc3720_ComeOutAsItSays(byte[] bytes, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(BitConverter.GetBytes(Crc32C.Of(bytes))).ToLowerInvariant());

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("a", 0xC1D04330u)]
    [InlineData("123456789", 0xE3069283u)]
    public void TheCheckValues_ComeOut(string text, uint expected) => Assert.Equal(expected, Crc32C.Of(Encoding.ASCII.GetBytes(text)));
}
