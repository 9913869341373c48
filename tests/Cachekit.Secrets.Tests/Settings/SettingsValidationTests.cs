namespace Cachekit.Secrets.Tests.Settings;

public sealed class SettingsValidationTests
{
    [Theory]
    [InlineData("NAME", " ", "is empty: write a text")]
    [InlineData("REGION", "eu-1x", "does not match the expression [a-z]+-[0-9]+")]
    [InlineData("REGION", "xx eu-1", "does not match the expression")]
    [InlineData("ENDPOINT", "postgres://db", "is no URL of the web")]
    [InlineData("CODE", "x", "has the wrong length: write 2 to 8 characters")]
    [InlineData("CODE", "123456789", "has the wrong length")]
    [InlineData("ITEMS", "", "has the wrong number of values: write at least 1")]
    [InlineData("ITEMS", "a,b,c", "has the wrong number of values: write at most 2")]
    [InlineData("COLOR", "blue", "is not allowed: write one of red, green")]
    [InlineData("PAUSE", "2m", "is out of range: write 00:00:01 to 00:01:00")]
    [InlineData("SHARE", "1", "is out of range: write 0 to less than 1")]
    [InlineData("MAIL", "ops@example@com", "is no address of e-mail")]
    [InlineData("STARS", "6", "Stars is a number of stars: write 1 to 5")]
    public void RefusedValue_IsAProblemWithWhatToWrite(string variable, string text, string what)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => SettingsTests.Load<CheckedSettings>((variable, text)));

        Assert.Contains($"{variable} in the environment variables {what}", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REGION", "us-22")]
    [InlineData("REGION", "")]
    [InlineData("ENDPOINT", "http://example.com")]
    [InlineData("CODE", "12345678")]
    [InlineData("ITEMS", "a,b")]
    [InlineData("COLOR", "green")]
    [InlineData("PAUSE", "60")]
    [InlineData("SHARE", "0.999")]
    [InlineData("STARS", "5")]
    public void RightValue_IsAccepted(string variable, string text) => Assert.NotNull(SettingsTests.Load<CheckedSettings>((variable, text)));

    [Fact]
    public void OwnValidation_RunsWhenAllMembersAreRight_AndNamesWhereTheValueComesFrom()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => SettingsTests.Load<CheckedSettings>(("LEAST", "11")));
        var first = Assert.Throws<CacheConfigurationException>(() => SettingsTests.Load<CheckedSettings>(("LEAST", "11"), ("STARS", "0")));

        Assert.Equal("CheckedSettings.Least (LEAST in the environment variables): must not be above Most", Assert.Single(exception.Problems));
        Assert.Contains("STARS", Assert.Single(first.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void ConstructorThatRefuses_IsAProblem_WithoutItsMessage()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => SettingsTests.Load<RefusingSettings>(("CODE", "s3cr3t")));

        Assert.Contains("threw ArgumentException", Assert.Single(exception.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal("abc", SettingsTests.Load<RefusingSettings>(("CODE", "abc")).Code);
    }
}
