using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>A token that somebody else got: an operator, or an agent of Vault that writes it into a file and keeps it alive.</summary>
/// <remarks>
/// Taken is the first that is there: <see cref="Token"/>, <see cref="TokenFile"/>, the variable <c>VAULT_TOKEN</c>, the file <c>~/.vault-token</c> that
/// <c>vault login</c> writes. Files are read again before each use, so that a new token in them is taken over. A renewable token is renewed; none is ever revoked.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class VaultTokenLogin : VaultLogin
{
    /// <summary>The token.</summary>
    /// <value><see langword="null"/> by default.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Token { get; set; }

    /// <summary>A file with the token, for example the sink of an agent of Vault.</summary>
    /// <value><see langword="null"/> by default.</value>
    public string? TokenFile { get; set; }

    internal override string Method => "token";

    internal override bool MakesTokens => false;

    /// <inheritdoc />
    public override string ToString() => TokenFile is { } file ? $"token of the file {file}" : Token is null ? "token" : $"token {SecretMask.Text}";

    internal override void CollectProblems(VaultOptions options, List<string> problems)
    {
        if (Token is { } token && (string.IsNullOrWhiteSpace(token) || token.Any(static c => c is < '!' or > '~')))
        {
            problems.Add("VaultTokenLogin.Token is empty, or has characters that no token has: write it without spaces and line ends.");
        }
        else if (Token is null && TokenFile is null && VaultSettings.Of(options, VaultSettings.TokenVariable) is null && !File.Exists(DefaultFile(options)))
        {
            problems.Add("There is no token for Vault: set the variable VAULT_TOKEN, VaultTokenLogin.TokenFile or Token, log in with `vault login`, or set VaultOptions.Login to a VaultAppRoleLogin or VaultKubernetesLogin.");
        }
    }

    internal override async ValueTask<VaultToken> LogInAsync(VaultLoginContext context, CancellationToken cancellationToken)
    {
        var value = Find(context);
        if (value.StartsWith('{'))
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidToken, $"{context.Store}: the token's file holds JSON, no token: the sink of the agent wraps or encrypts it. Let the agent write the plain token (no wrap_ttl and no dh_type).");
        }

        if (value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new SecretsException(SecretsErrorCode.InvalidToken, $"{context.Store}: the token has characters that no token has. It is one line without spaces.");
        }

        var answer = await context.Client.SendAsync(VaultRequest.Get("auth/token/lookup-self"), value, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return VaultToken.OfLookup(value, answer, context.Now);
        }

        if (answer.Status is not 403)
        {
            throw VaultErrors.Of(context.Store, answer, "auth/token/lookup-self", "read");
        }

        // Either it is no token any more, which the reads will say, or no policy lets it look itself up.
        VaultLog.TokenUnknown(context.Logger, context.Store);
        return VaultToken.Unknown(value);
    }

    internal override bool IsReplaced(VaultLoginContext context, string current)
    {
        if (FileOf(context.Options) is not { } file)
        {
            return false;
        }

        try
        {
            return ReadPrivate(context, file) is { Length: > 0 } text && text != current;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever writes the file is at it, or has taken it away: the token that there was is still good, and if not, Vault says so.
            return false;
        }
    }

    private string Find(VaultLoginContext context) =>
        FileOf(context.Options) is { } file ? ReadFile(context, file, "the token") : Token ?? VaultSettings.Of(context.Options, VaultSettings.TokenVariable)!;

    private string? FileOf(VaultOptions options) => Token is not null
        ? null
        : TokenFile ?? (VaultSettings.Of(options, VaultSettings.TokenVariable) is null ? DefaultFile(options) : null);

    private static string DefaultFile(VaultOptions options) =>
        Path.Combine(options.Variable("HOME") ?? options.Variable("USERPROFILE") ?? "", ".vault-token");
}
