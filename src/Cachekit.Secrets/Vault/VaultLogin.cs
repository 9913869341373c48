namespace Cachekit.Secrets;

/// <summary>Who asks Vault: <see cref="VaultTokenLogin"/>, <see cref="VaultAppRoleLogin"/> or <see cref="VaultKubernetesLogin"/>.</summary>
public abstract class VaultLogin
{
    private protected VaultLogin()
    {
    }

    /// <summary>What logs call it; no secret.</summary>
    internal abstract string Method { get; }

    /// <summary>Whether its tokens are made for this process, which may revoke them.</summary>
    internal abstract bool MakesTokens { get; }

    internal abstract void CollectProblems(VaultOptions options, List<string> problems);

    /// <summary>Gets a token.</summary>
    /// <exception cref="SecretsException">There is none to have.</exception>
    internal abstract ValueTask<VaultToken> LogInAsync(VaultLoginContext context, CancellationToken cancellationToken);

    /// <summary>Whether another token than the one in use is there by now, since somebody else takes care of it.</summary>
    internal virtual bool IsReplaced(VaultLoginContext context, string current) => false;

    /// <summary>Asks the login endpoint of an auth method.</summary>
    private protected static async ValueTask<VaultToken> AskAsync(VaultLoginContext context, string mount, byte[] body, string hint, CancellationToken cancellationToken)
    {
        var path = $"auth/{mount.Trim('/')}/login";
        var answer = await context.Client.SendAsync(VaultRequest.Post(path, body), token: null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw VaultErrors.Login(context.Store, answer, path, hint);
        }

        return VaultToken.OfAuth(answer, context.Now)
            ?? throw new SecretsException(
                SecretsErrorCode.InvalidToken,
                $"{context.Store}: {path} gave no token. Where the method asks for a second factor (MFA), a program cannot log in by it: exempt this role from it.");
    }

    /// <summary>The trimmed text of a file that holds a credential.</summary>
    /// <exception cref="SecretsException">It cannot be read, or is empty.</exception>
    /// <param name="context">Who asks.</param>
    /// <param name="file">The file.</param>
    /// <param name="what">What is in it, for messages.</param>
    /// <param name="isPrivate">Whether nobody else may read it; Kubernetes projects tokens that all of a container can read.</param>
    private protected static string ReadFile(VaultLoginContext context, string file, string what, bool isPrivate = true)
    {
        string text;
        try
        {
            text = isPrivate ? ReadPrivate(context, file) : File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretsException(
                SecretsErrorCode.MissingConfig, $"{context.Store}: {what} is to be in the file '{file}', which could not be read ({exception.GetType().Name}). Put it there, readable for this process only.", exception);
        }

        return text.Length > 0 ? text : throw new SecretsException(SecretsErrorCode.MissingConfig, $"{context.Store}: {what} is to be in the file '{file}', which is empty.");
    }

    /// <exception cref="SecretsException">Others can read the file.</exception>
    private protected static string ReadPrivate(VaultLoginContext context, string file)
    {
        using var stream = new FileStream(
            SecretFileAccess.OpenPrivate(file, context.Options.AllowWorldReadableFiles, $"{nameof(VaultOptions)}.{nameof(VaultOptions.AllowWorldReadableFiles)}"), FileAccess.Read);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }
}
