using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cachekit.TestSupport.Servers;

/// <summary>An authority of a test's own with a certificate for a server on the loopback and one for a client, as files (PEM) in a folder that goes away.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cachekit-certificates-").FullName;
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _client;

    /// <summary>Makes them.</summary>
    /// <param name="names">What the server's certificate is for: host names and addresses; without any <c>localhost</c> and <c>127.0.0.1</c>.</param>
    public TestCertificates(params string[] names)
    {
        var notBefore = DateTimeOffset.UtcNow.AddHours(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Cachekit test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        _authority = request.CreateSelfSigned(notBefore, notBefore.AddDays(2));
        File.WriteAllText(AuthorityPath, _authority.ExportCertificatePem());

        using var server = Issue("localhost", notBefore, names.Length > 0 ? names : ["localhost", "127.0.0.1"], CertificatePath, KeyPath);
        _client = Issue("client", notBefore, [], ClientCertificatePath, ClientKeyPath);
    }

    /// <summary>The authority, for a client that is to trust it.</summary>
    public X509Certificate2 Authority => _authority;

    /// <summary>The certificate that a client can show, with its key.</summary>
    public X509Certificate2 Client => _client;

    public string AuthorityPath => Path.Join(_folder, "ca.pem");

    public string CertificatePath => Path.Join(_folder, "server.pem");

    public string KeyPath => Path.Join(_folder, "server.key");

    public string ClientCertificatePath => Path.Join(_folder, "client.pem");

    public string ClientKeyPath => Path.Join(_folder, "client.key");

    public void Dispose()
    {
        _authority.Dispose();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Whether this authority signed a certificate.</summary>
    public bool IsIssuerOf(X509Certificate? certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        return certificate is X509Certificate2 known && chain.Build(known);
    }

    internal async Task<Stream> AuthenticateAsync(Stream stream, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificates = [_client],
                RemoteCertificateValidationCallback = (_, certificate, _, _) => IsIssuerOf(certificate),
            },
            cancellationToken);
        return secured;
    }

    private X509Certificate2 Issue(string name, DateTimeOffset notBefore, string[] names, string certificatePath, string keyPath)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var alternative in names)
            {
                if (IPAddress.TryParse(alternative, out var address))
                {
                    alternatives.AddIpAddress(address);
                }
                else
                {
                    alternatives.AddDnsName(alternative);
                }
            }

            request.CertificateExtensions.Add(alternatives.Build());
        }

        using var certificate = request.Create(_authority, notBefore, notBefore.AddDays(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return certificate.CopyWithPrivateKey(key);
    }
}
