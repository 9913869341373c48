using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cachekit.Backends;

/// <summary>Accepts what the system accepts, and certificates of additional roots; the host's name is always checked.</summary>
/// <param name="roots">The additional roots; a server's own certificate is one too.</param>
internal sealed class TrustedRoots(X509Certificate2Collection roots)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
        {
            return true;
        }

        if (errors is not SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(Candidates(server));
        own.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);

        // The issuers of development certificates publish no lists of revoked ones.
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        if (chain is not null)
        {
            foreach (var element in chain.ChainElements)
            {
                own.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

        return own.Build(server);
    }

    /// <summary>A certificate that is trusted itself stands alone: a chain is put together by names, and a renewed one has the same name.</summary>
    private X509Certificate2Collection Candidates(X509Certificate2 server)
    {
        foreach (var root in roots)
        {
            if (root.RawDataMemory.Span.SequenceEqual(server.RawDataMemory.Span))
            {
                return [root];
            }
        }

        return roots;
    }
}
