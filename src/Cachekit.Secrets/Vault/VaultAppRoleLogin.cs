using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Secrets;

/// <summary>A login by the AppRole method: a role id and, unless the role does without, a secret id.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore has no wait handle, so that there is nothing to dispose of.")]
public sealed class VaultAppRoleLogin : VaultLogin
{
    // A wrapping token is good for one use: what was in it stays here, also for a configuration that is built again.
    private readonly SemaphoreSlim _unwrapping = new(1, 1);
    private string? _wrapping;
    private string? _unwrapped;

    /// <summary>The role's id.</summary>
    /// <value>Needed.</value>
    public string RoleId { get; set; } = "";

    /// <summary>The secret id.</summary>
    /// <value><see langword="null"/> by default: that of <see cref="SecretIdFile"/>, else none, for a role with <c>bind_secret_id=false</c>.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecretId { get; set; }

    /// <summary>A file with the secret id; it is read again at each login.</summary>
    /// <value><see langword="null"/> by default.</value>
    public string? SecretIdFile { get; set; }

    /// <summary>Whether what was given is a wrapping token, in which the secret id is (<c>vault write -wrap-ttl=…</c>). It is unwrapped once.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool SecretIdIsWrapped { get; set; }

    /// <summary>The path that the wrapping token has to come from, for example <c>auth/approle/role/shop/secret-id</c>; otherwise whoever delivers it could have wrapped a secret id of their own.</summary>
    /// <value><see langword="null"/> by default: not checked.</value>
    public string? WrappingPath { get; set; }

    /// <summary>Where the method is mounted.</summary>
    /// <value><c>approle</c> by default.</value>
    public string Mount { get; set; } = "approle";

    internal override string Method => "AppRole";

    internal override bool MakesTokens => true;

    /// <inheritdoc />
    public override string ToString() => $"AppRole {RoleId} at auth/{Mount}, secret id {(SecretIdFile is { } file ? $"of the file {file}" : SecretId is null ? "none" : SecretMask.Text)}";

    internal override void CollectProblems(VaultOptions options, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(RoleId))
        {
            problems.Add("VaultAppRoleLogin.RoleId is missing: write what `vault read auth/approle/role/my-app/role-id` says.");
        }

        if (SecretId is not null && SecretIdFile is not null)
        {
            problems.Add("VaultAppRoleLogin has a SecretId and a SecretIdFile: write one of them.");
        }

        if (SecretIdIsWrapped && SecretId is null && SecretIdFile is null)
        {
            problems.Add("VaultAppRoleLogin.SecretIdIsWrapped is set, but there is no wrapping token: write it into SecretId, or into the file that SecretIdFile names.");
        }

        if (WrappingPath is not null && !SecretIdIsWrapped)
        {
            problems.Add("VaultAppRoleLogin.WrappingPath is set, but the secret id is not wrapped: set SecretIdIsWrapped, or leave the path out.");
        }

        if (string.IsNullOrWhiteSpace(Mount) || !VaultOptionsValidator.IsPath(Mount.Trim('/')))
        {
            problems.Add($"VaultAppRoleLogin.Mount is '{Mount}': write where the method is mounted, without auth/, for example approle.");
        }
    }

    internal override async ValueTask<VaultToken> LogInAsync(VaultLoginContext context, CancellationToken cancellationToken)
    {
        var secretId = SecretIdFile is { } file ? ReadFile(context, file, "the secret id") : SecretId?.Trim();
        if (SecretIdIsWrapped)
        {
            secretId = await UnwrapAsync(context, secretId!, cancellationToken).ConfigureAwait(false);
        }

        return await AskAsync(
            context,
            Mount,
            VaultRequest.Body(("role_id", RoleId.Trim()), ("secret_id", secretId)),
            "The role id is unknown, or the secret id is wrong, has expired (secret_id_ttl) or is used up (secret_id_num_uses), or this machine is not among its networks",
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string> UnwrapAsync(VaultLoginContext context, string wrapping, CancellationToken cancellationToken)
    {
        await _unwrapping.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_unwrapped is { } known && _wrapping == wrapping)
            {
                return known;
            }

            if (WrappingPath is { } expected)
            {
                await CheckOriginAsync(context, wrapping, expected.Trim('/'), cancellationToken).ConfigureAwait(false);
            }

            var answer = await context.Client.SendAsync(VaultRequest.Post("sys/wrapping/unwrap", VaultRequest.Body()), wrapping, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess)
            {
                throw answer.Status is 400 or 403 or 404 ? NotUnwrapped(context) : VaultErrors.Of(context.Store, answer, "sys/wrapping/unwrap", "update");
            }

            _unwrapped = answer.Data("secret_id")?.GetString() is { Length: > 0 } secretId
                ? secretId
                : throw new SecretsException(SecretsErrorCode.InvalidToken, $"{context.Store}: what the wrapping token holds is no secret id. Wrap the answer of `vault write -wrap-ttl=5m -f auth/{Mount}/role/…/secret-id`.");
            _wrapping = wrapping;
            return _unwrapped;
        }
        finally
        {
            _unwrapping.Release();
        }
    }

    private static async ValueTask CheckOriginAsync(VaultLoginContext context, string wrapping, string expected, CancellationToken cancellationToken)
    {
        var answer = await context.Client.SendAsync(VaultRequest.Post("sys/wrapping/lookup", VaultRequest.Body(("token", wrapping))), token: null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw answer.Status is 400 or 403 or 404 ? NotUnwrapped(context) : VaultErrors.Of(context.Store, answer, "sys/wrapping/lookup", "update");
        }

        if (answer.Data("creation_path")?.GetString() is var origin && origin?.Trim('/') != expected)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidToken, $"{context.Store}: the wrapping token was made at '{origin}', not at '{expected}': it is not used. Find out who put it there, or correct VaultAppRoleLogin.WrappingPath.");
        }
    }

    private static SecretsException NotUnwrapped(VaultLoginContext context) => new(
        SecretsErrorCode.InvalidToken,
        $"{context.Store}: the wrapping token of the secret id is not valid: it has expired, or was unwrapped before. If nobody else should have had it, treat the secret id as stolen and destroy it. Deliver a new wrapping token.");
}
