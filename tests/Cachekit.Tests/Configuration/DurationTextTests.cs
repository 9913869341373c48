using Cachekit.Configuration;

namespace Cachekit.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90", 90_000)]
    [InlineData("0.25", 250)]
    [InlineData("0", 0)]
    [InlineData("00:05:00", 300_000)]
    [InlineData("1.00:00:00", 86_400_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("250ms", 250)]
    [InlineData("0s", 0)]
    [InlineData("90m", 5_400_000)]
    public void Durations_AreRead(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("m")]
    [InlineData("5x")]
    [InlineData("5M")]
    [InlineData("30m1h")]
    [InlineData("1m1m")]
    [InlineData("5m3")]
    [InlineData("1.5h")]
    [InlineData("-5m")]
    [InlineData("-1")]
    [InlineData("-00:05:00")]
    [InlineData("5 m")]
    [InlineData("never")]
    [InlineData("00:99")]
    [InlineData("99999999999999999999d")]
    [InlineData("10675199d10675199h")]
    [InlineData("1e300")]
    [InlineData("999999999999999")]
    public void OtherTexts_AreNone(string text) => Assert.False(DurationText.TryParse(text, out _));
}
