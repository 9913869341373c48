namespace Cachekit.Secrets.Tests.Cloud;

public sealed class SecretTreeTests
{
    [Theory]
    [InlineData("prod/shop/db", "prod:shop:db")]
    [InlineData("/prod//shop/", "prod:shop")]
    [InlineData("a__b/c:d", "a:b:c:d")]
    [InlineData("a_b-c.d", "a_b-c.d")]
    [InlineData("/", "")]
    public void AName_BecomesAPath(string name, string expected) => Assert.Equal(expected, SecretTree.PathOf(name, "/", "__"));

    [Fact]
    public void MembersThatDifferInCaseOnly_AreRefusedByNameAndNotByValue()
    {
        var error = Assert.Throws<SecretsException>(() => new SecretTree("The store").AddSecret("db", """{"Key":"v4lu3","KEY":"v4lu3"}""", "the-secret", flattenJson: true));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("'the-secret'", error.Message);
        Assert.DoesNotContain("v4lu3", error.Message);
    }

    [Theory]
    [InlineData("text", true)]
    [InlineData("""{"a":1}""", false)]
    [InlineData("""["a"]""", true)]
    public void WhatIsNoObject_CannotBeSpreadAtTheRoot(string text, bool flatten)
    {
        var error = Assert.Throws<SecretsException>(() => new SecretTree("The store").AddSecret("", text, "the-secret", flatten));

        Assert.Contains("MapKey", error.Message);
        Assert.DoesNotContain(text, error.Message);
    }

    [Fact]
    public void AnObjectAtTheRoot_GivesItsMembers()
    {
        var tree = new SecretTree("The store");
        tree.AddSecret("", """ {"A":{"B":[true,1.50,null,{}]}}""", "the-secret", flattenJson: true);

        Assert.Equal([("A:B:0", "True"), ("A:B:1", "1.50"), ("A:B:2", null)], tree.Content().Values.Select(pair => (pair.Key, pair.Value)).Order());
    }
}
