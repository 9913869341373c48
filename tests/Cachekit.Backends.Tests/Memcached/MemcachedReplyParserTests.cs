using System.Text;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedReplyParserTests
{
    [Fact]
    public void ValueLine_GivesSizeAndFlags()
    {
        var reply = Parse("VA 1024 t59 f4294967295 c18446744073709551615 s3 W X Z Oab kkey");
        Assert.Equal((MemcachedStatus.Value, 1024, 59), (reply.Status, reply.Size, reply.Remaining));
        Assert.Equal((uint.MaxValue, ulong.MaxValue, true, true), (reply.ClientFlags, reply.Unique, reply.Won, reply.MarkedStale));
    }

    [Fact]
    public void LineWithoutLife_NeverExpires()
    {
        Assert.Equal(MemcachedReply.NeverExpires, Parse("HD").Remaining);
        Assert.Equal(MemcachedReply.NeverExpires, Parse("HD t-1").Remaining);
    }

    [Theory]
    [InlineData("EN", "Missing")]
    [InlineData("HD", "Done")]
    [InlineData("NS", "NotStored")]
    [InlineData("EX", "Exists")]
    [InlineData("NF c1", "NotFound")]
    [InlineData("MN", "Nothing")]
    [InlineData("VERSION 1.6.18", "Version")]
    [InlineData("SERVER_ERROR out of memory storing object", "Error")]
    [InlineData("CLIENT_ERROR bad data chunk", "Error")]
    [InlineData("ERROR", "Error")]
    [InlineData("", "Unreadable")]
    [InlineData("V", "Unreadable")]
    [InlineData("VA", "Unreadable")]
    [InlineData("VA x", "Unreadable")]
    [InlineData("VA -1", "Unreadable")]
    [InlineData("VA 2147483647", "Unreadable")]
    [InlineData("VA 5t1", "Unreadable")]
    [InlineData("HDt1", "Unreadable")]
    [InlineData("HD tx", "Unreadable")]
    [InlineData("HD t", "Unreadable")]
    [InlineData("HTTP/1.1 400 Bad Request", "Unreadable")]
    [InlineData("-ERR unknown command", "Unreadable")]
    public void Line_HasItsStatus(string line, string status) => Assert.Equal(status, Parse(line).Status.ToString());

    [Fact]
    public void TextOfAnError_CannotBreakALog() => Assert.Equal("ERROR a?b", Parse("ERROR a\u001bb").Text);

    private static MemcachedReply Parse(string line) => MemcachedReplyParser.Parse(Encoding.ASCII.GetBytes(line));
}
