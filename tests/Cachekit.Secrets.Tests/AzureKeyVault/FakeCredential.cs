using Azure.Core;

namespace Cachekit.Secrets.Tests.AzureKeyVault;

/// <summary>A credential with one token.</summary>
internal sealed class FakeCredential : TokenCredential
{
    public const string Token = "t0k3n-of-azure";

    public Exception? Failure { get; set; }

    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        lock (Scopes)
        {
            Scopes.AddRange(requestContext.Scopes);
        }

        return Failure is null ? new AccessToken(Token, DateTimeOffset.MaxValue) : throw Failure;
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
}
