using System.Text;
using Cachekit.Hashing;

namespace Cachekit.Tests.Hashing;

public sealed class XxHash3Tests
{
    private const int LastLength = 1100;

    public static TheoryData<string> Paths => [.. Enum.GetNames<XxHash3Path>()];

    // Published with the protocol.
    [Theory]
    [InlineData("", 0x2D06800538D394C2)]
    [InlineData("68656c6c6f2c2063616368656b697421", 0x6D8A34B63A3C52D3)]
    [InlineData("82a2696407a46e616d65a6576964676574", 0x230F205D4FAE1F12)]
    [InlineData("ff", 0xD6BCEC3C6B29D72E)]
    public void PublishedValue_IsGiven(string hex, ulong expected) => Assert.Equal(expected, XxHash3.Hash(Convert.FromHexString(hex)));

    [Fact]
    public void PublishedValueOfRepeatedByte_IsGiven() => Assert.Equal(0x4D35AD08E9D77C0DUL, XxHash3.Hash(Encoding.ASCII.GetBytes(new string('A', 1024))));

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryLength_IsHashedAsByTheReference(string path)
    {
        var data = XxHash3Values.Data(LastLength);
        Assert.Equal(LastLength + 1, XxHash3Values.ByLength.Length);
        for (var length = 0; length <= LastLength; length++)
        {
            Assert.True(XxHash3Values.ByLength[length] == XxHash3.Hash(data.AsSpan(0, length), Enum.Parse<XxHash3Path>(path)), $"{length} bytes, {path}");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void LongerInput_IsHashedAsByTheReference(string path)
    {
        var data = XxHash3Values.Data(XxHash3Values.Longer.Keys.Max());
        Assert.NotEmpty(XxHash3Values.Longer);
        Assert.All(XxHash3Values.Longer, pair => Assert.Equal(pair.Value, XxHash3.Hash(data.AsSpan(0, pair.Key), Enum.Parse<XxHash3Path>(path))));
    }

    [Fact]
    public void DefaultPath_GivesTheSame()
    {
        var data = XxHash3Values.Data(XxHash3Values.Longer.Keys.Max());
        Assert.All(XxHash3Values.Longer, pair => Assert.Equal(pair.Value, XxHash3.Hash(data.AsSpan(0, pair.Key))));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void UnalignedInput_IsHashedTheSame(string path)
    {
        var data = XxHash3Values.Data(LastLength);
        foreach (var length in new[] { 3, 8, 16, 100, 200, 241, 1024, 1025, LastLength })
        {
            for (var shift = 1; shift < 33; shift++)
            {
                var shifted = new byte[shift + length];
                data.AsSpan(0, length).CopyTo(shifted.AsSpan(shift));
                Assert.Equal(XxHash3Values.ByLength[length], XxHash3.Hash(shifted.AsSpan(shift), Enum.Parse<XxHash3Path>(path)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void RandomInput_IsHashedTheSameOnAllPaths(string path)
    {
        // Words with many bits set, where a product or a carry that is lost would show.
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var data = new byte[random.Next(241, 5000)];
            random.NextBytes(data);
            data.AsSpan(random.Next(data.Length)).Fill(0xff);
            Assert.Equal(XxHash3.Hash(data, XxHash3Path.Scalar), XxHash3.Hash(data, Enum.Parse<XxHash3Path>(path)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(80)]
    [InlineData(200)]
    [InlineData(1500)]
    public void EveryByte_Counts(int length)
    {
        var data = XxHash3Values.Data(length);
        var hash = XxHash3.Hash(data);
        for (var i = 0; i < length; i++)
        {
            data[i] ^= 1;
            Assert.NotEqual(hash, XxHash3.Hash(data));
            data[i] ^= 1;
        }
    }

    [Fact]
    public void Hashing_AllocatesNothing()
    {
        var data = XxHash3Values.Data(4096);
        Assert.Equal(0, Allocated(data));

        static long Allocated(byte[] data)
        {
            XxHash3.Hash(data);
            var before = GC.GetAllocatedBytesForCurrentThread();
            XxHash3.Hash(data);
            XxHash3.Hash(data.AsSpan(0, 100));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
