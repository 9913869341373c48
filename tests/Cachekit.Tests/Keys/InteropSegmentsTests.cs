using Cachekit.Keys;

namespace Cachekit.Tests.Keys;

public class InteropSegmentsTests
{
    [Theory]
    [InlineData("users")]
    [InlineData("0")]
    [InlineData("a.b-c_d")]
    [InlineData("a.")]
    [InlineData("a-_.-")]
    [InlineData("ns1")]
    public void Segment_IsFine(string segment)
    {
        Assert.Null(InteropSegments.Problem(segment, segment));
        Assert.Null(InteropSegments.Problem(new string('a', 64), new string('9', 64)));
    }

    [Theory]
    [InlineData("ns")]
    [InlineData("nsapi")]
    public void ReservedNamespace_IsAFineOperation(string segment)
    {
        Assert.Contains("reserved", InteropSegments.Problem(segment, "op"), StringComparison.Ordinal);
        Assert.Null(InteropSegments.Problem("t", segment));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("Users", "index 0 ('U')")]
    [InlineData("uSers", "index 1")]
    [InlineData(".a", "starts with '.'")]
    [InlineData("-a", "starts with '-'")]
    [InlineData("_a", "starts with '_'")]
    [InlineData("a..b", "two dots")]
    [InlineData("a:b", "':'")]
    [InlineData("a/b", "'/'")]
    [InlineData("a b", "U+0020")]
    [InlineData("ab\n", "U+000A")]
    [InlineData(" a", "U+0020")]
    [InlineData("caf\u00e9", "U+00E9")]
    [InlineData("a\uff11", "U+FF11")]
    [InlineData("\u0661", "U+0661")]
    public void Segment_IsRefusedWithItsReason(string? segment, string reason)
    {
        Assert.Contains(reason, InteropSegments.Problem(segment, "op"), StringComparison.Ordinal);
        Assert.Contains(reason, InteropSegments.Problem("t", segment), StringComparison.Ordinal);
        Assert.StartsWith("The namespace", InteropSegments.Problem(segment, "op"), StringComparison.Ordinal);
        Assert.StartsWith("The operation", InteropSegments.Problem("t", segment), StringComparison.Ordinal);
    }

    [Fact]
    public void LongSegment_IsRefused() => Assert.Contains("65 characters", InteropSegments.Problem("t", new string('a', 65)), StringComparison.Ordinal);
}
