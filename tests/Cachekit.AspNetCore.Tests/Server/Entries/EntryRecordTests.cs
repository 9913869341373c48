namespace Cachekit.AspNetCore.Tests;

public sealed class EntryRecordTests
{
    [Fact]
    public void Bytes_AreTheDocumentedOnes()
    {
        var header = new byte[EntryRecord.HeaderSize];
        Array.Fill(header, (byte)0xFF);

        EntryRecord.WriteHeader(header, new EntryTimes(0x0102030405, 0x0102030406));

        Assert.Equal("434B53560101000000000001020304050000000102030406", Convert.ToHexString(header));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_767_225_601, 1_767_225_601)]
    [InlineData(1_767_225_601, 1_769_817_600)]
    public void Header_IsReadBack(long freshUntil, long evictAt)
    {
        var header = new byte[EntryRecord.HeaderSize];
        EntryRecord.WriteHeader(header, new EntryTimes(freshUntil, evictAt));

        Assert.True(EntryRecord.TryReadHeader(header, out var times));
        Assert.Equal(new EntryTimes(freshUntil, evictAt), times);
    }

    [Theory]
    [InlineData("")]
    [InlineData("434B5356010100000000000102030405000000010203")]
    [InlineData("004B53560101000000000001020304050000000102030406")]
    [InlineData("434B53560201000000000001020304050000000102030406")]
    [InlineData("434B53560102000000000001020304050000000102030406")]
    [InlineData("434B53560101010000000001020304050000000102030406")]
    [InlineData("434B53560100000000000001020304050000000102030406")]
    [InlineData("434B53560101000000000001020304050000000102030404")]
    [InlineData("434B53560101000000000000000000000000000000000000")]
    [InlineData("434B53560101000000000001020304050000010102030406")]
    [InlineData("434B53560101000080000001020304058000000102030406")]
    [InlineData("434B5356010100007FFFFFFFFFFFFFFF7FFFFFFFFFFFFFFF")]
    public void OtherBytes_AreNoRecord(string hex) =>
        Assert.False(EntryRecord.TryReadHeader(Convert.FromHexString(hex), out _));

    [Theory]
    [InlineData("first", "second")]
    [InlineData("a", "a-k")]
    public void StorageKeysOfTwoTenants_NeverMeet(string one, string other)
    {
        foreach (var length in new[] { 1, 150, 190, 191, 192, 193, 400 })
        {
            var key = new string('k', length);
            Assert.NotEqual(StorageKey.Of(one, key), StorageKey.Of(other, key));
            Assert.True(StorageKey.Of(one, key).Length <= 200);
        }
    }

    [Fact]
    public void LongKeys_StayDifferent()
    {
        var key = new string('k', 399);

        Assert.NotEqual(StorageKey.Of("t", key + "a"), StorageKey.Of("t", key + "b"));
    }
}
