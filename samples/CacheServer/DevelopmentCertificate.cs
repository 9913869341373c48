using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CacheServer;

/// <summary>
/// A certificate for localhost: the one of <c>dotnet dev-certs https</c> where this user has it, or else one that is made with the first start
/// and kept.
/// </summary>
/// <param name="Certificate">The certificate with its private key.</param>
/// <param name="PemPath">Where clients find it, without the private key, to trust it.</param>
internal sealed record DevelopmentCertificate(X509Certificate2 Certificate, string PemPath)
{
    // By this extension ASP.NET Core knows its own certificates.
    private const string AspNetExtension = "1.3.6.1.4.1.311.84.1.1";

    private const string PrivateName = "localhost.private.pem";
    private const string PublicName = "localhost.pem";

    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(7);

    public static DevelopmentCertificate FindOrMake(StateDirectory state, DateTimeOffset now)
    {
        var certificate = FindAspNet(now) ?? ReadOwn(state, now) ?? MakeOwn(state, now);
        state.Write(PublicName, certificate.ExportCertificatePem() + "\n", replace: true);
        return new DevelopmentCertificate(certificate, state.PathOf(PublicName));
    }

    private static X509Certificate2? FindAspNet(DateTimeOffset now)
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            // This user has no store, so there is no certificate in it.
            return null;
        }

        return store.Certificates
            .Where(certificate => certificate.HasPrivateKey && certificate.Extensions.Any(extension => extension.Oid?.Value == AspNetExtension) && IsValid(certificate, now))
            .MaxBy(certificate => certificate.NotAfter);
    }

    private static X509Certificate2? ReadOwn(StateDirectory state, DateTimeOffset now)
    {
        if (state.Read(PrivateName) is not { } pem)
        {
            return null;
        }

        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        return IsValid(certificate, now) ? WithUsableKey(certificate) : null;
    }

    private static X509Certificate2 MakeOwn(StateDirectory state, DateTimeOffset now)
    {
        var isRenewal = state.Read(PrivateName) is not null;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        var request = new CertificateRequest("CN=localhost, O=Cachekit development", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        state.Write(PrivateName, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n", isRenewal);

        // What another start wrote in the same moment is as good.
        return ReadOwn(state, now) ?? WithUsableKey(certificate);
    }

    private static bool IsValid(X509Certificate2 certificate, DateTimeOffset now) =>
        certificate.NotBefore <= now.LocalDateTime && certificate.NotAfter > (now + RenewBefore).LocalDateTime;

    /// <summary>TLS on Windows takes no key that exists in memory only.</summary>
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
