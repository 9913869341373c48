namespace Cachekit.Secrets.Tests.Aws;

public sealed class AwsSignatureV4Tests
{
    private const string Key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    public static TheoryData<string> Suite => [.. SignatureVectors.Names];

    [Fact]
    public void TheSuite_IsWhole() => Assert.Equal(38, SignatureVectors.Names.Count());

    [Theory]
    [MemberData(nameof(Suite))]
    public void ACaseOfTheSuite_IsSignedStepByStepAsItSays(string name)
    {
        var context = SignatureVectors.Context(name);
        var request = SignatureVectors.Request(name);
        var scope = new AwsSigningScope(
            context.GetProperty("region").GetString()!, context.GetProperty("service").GetString()!, context.GetProperty("timestamp").GetDateTimeOffset(), KeepsDots: !context.GetProperty("normalize").GetBoolean());
        var credentials = new AwsCredentials(
            context.GetProperty("credentials").GetProperty("access_key_id").GetString()!, context.GetProperty("credentials").GetProperty("secret_access_key").GetString()!, null, null, "the suite");
        var signature = SignatureVectors.TextOf(name, "header-signature.txt");

        var canonical = AwsSignatureV4.CanonicalRequest(request, scope);
        Assert.Equal(SignatureVectors.TextOf(name, "header-canonical-request.txt"), canonical);
        Assert.Equal(SignatureVectors.TextOf(name, "header-string-to-sign.txt"), AwsSignatureV4.StringToSign(canonical, scope));
        Assert.Equal(signature, AwsSignatureV4.Signature(AwsSignatureV4.StringToSign(canonical, scope), credentials.SecretAccessKey, scope));
        Assert.EndsWith($"Signature={signature}", AwsSignatureV4.Authorization(request, credentials, scope));
    }

    [Fact]
    public void TheExampleOfASigningKey_ComesOutAsDocumented() => Assert.Equal(
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
        Convert.ToHexString(AwsSignatureV4.SigningKey(Key, new AwsSigningScope("us-east-1", "iam", Time))).ToLowerInvariant());

    [Fact]
    public void TheExampleOfListUsers_ComesOutAsDocumented()
    {
        var request = new AwsSignableRequest(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), new("Host", "iam.amazonaws.com"), new("X-Amz-Date", "20150830T123600Z")],
            AwsSignatureV4.Hash([]));
        var scope = new AwsSigningScope("us-east-1", "iam", Time);

        var text = AwsSignatureV4.StringToSign(AwsSignatureV4.CanonicalRequest(request, scope), scope);

        Assert.Equal("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\nf536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59", text);
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
            + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            AwsSignatureV4.Authorization(request, new AwsCredentials("AKIDEXAMPLE", Key, null, null, "the guide"), scope));
    }

    [Theory]
    [InlineData("/a%20b/c", false, "/a%2520b/c")]
    [InlineData("/a%20b/../c", false, "/c")]
    [InlineData("/a%20b/c", true, "/a%20b/c")]
    [InlineData("/a//b/../c", true, "/a//b/../c")]
    [InlineData("", false, "/")]
    [InlineData("", true, "/")]
    public void APath_IsEncodedASecondTimeButForS3(string path, bool isS3, string expected) =>
        Assert.Equal(expected, AwsCanonicalUri.Path(path, new AwsSigningScope("us-east-1", isS3 ? "s3" : "x", Time, IsS3: isS3)));

    [Theory]
    [InlineData("b=1&a=2&a=1", "a=1&a=2&b=1")]
    [InlineData("a", "a=")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("a=%2f%7e", "a=%2F~")]
    [InlineData("A=1&a=1&%41=0", "A=0&A=1&a=1")]
    [InlineData("&", "")]
    public void AQuery_IsSortedAndEncodedAnew(string query, string expected) => Assert.Equal(expected, AwsCanonicalUri.Query(query));
}
