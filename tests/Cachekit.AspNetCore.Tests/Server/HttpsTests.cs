using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;

namespace Cachekit.AspNetCore.Tests;

public sealed class HttpsTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task BothVersionsOverHttps_AnswerAlike(string version)
    {
        using var certificate = MakeCertificate();
        await using var host = await CacheServerHost.StartAsync(listen: listen => listen.UseHttps(certificate));
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetCertHashString() == certificate.GetCertHashString(),
            },
        };
        using var client = new HttpClient(handler)
        {
            BaseAddress = host.Address,
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestKeys.Live);
        var cancellation = TestContext.Current.CancellationToken;
        var value = new byte[2_000_000];
        new Random(3).NextBytes(value);

        using var content = new ByteArrayContent(value);
        content.Headers.Add("X-CacheKit-TTL", "60");
        using var put = await client.PutAsync("/v1/cache/ns%3Aorders%3A1", content, cancellation);
        using var get = await client.GetAsync("/v1/cache/ns%3Aorders%3A1", cancellation);
        using var refused = await client.GetAsync("/v1/cache/a%2Fb", cancellation);
        using var tooLarge = new ByteArrayContent(new byte[ServerLimits.MaxValueBytes + 1]);
        using var largePut = await client.PutAsync("/v1/cache/large", tooLarge, cancellation);

        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (put.StatusCode, put.Version));
        Assert.Equal("60", get.Headers.GetValues("X-CacheKit-Fresh-For").Single());
        Assert.Equal(value, await get.Content.ReadAsByteArrayAsync(cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, largePut.StatusCode);
        Assert.True(largePut.Headers.CacheControl!.NoStore);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
