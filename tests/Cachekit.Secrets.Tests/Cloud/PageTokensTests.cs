namespace Cachekit.Secrets.Tests.Cloud;

public sealed class PageTokensTests
{
    [Fact]
    public void APageThatComesAgain_EndsTheList()
    {
        var pages = new PageTokens("The store");
        Assert.Null(pages.Current);
        pages.MoveTo("a");
        pages.MoveTo("b");

        var error = Assert.Throws<SecretsException>(() => pages.MoveTo("a"));

        Assert.Contains("twice", error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void NoToken_IsTheLastPage(string? token)
    {
        var pages = new PageTokens("The store");
        pages.MoveTo("a");
        pages.MoveTo(token);

        Assert.Null(pages.Current);
    }
}
