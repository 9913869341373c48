namespace Cachekit.Secrets;

/// <summary>Secrets could not be read or written. No message holds the value of a secret, a token or a key.</summary>
public sealed class SecretsException : CachekitException
{
    /// <summary>Makes an exception of <see cref="SecretsErrorCode.UnknownError"/> without a message.</summary>
    public SecretsException()
    {
    }

    /// <summary>Makes an exception of <see cref="SecretsErrorCode.UnknownError"/>.</summary>
    /// <param name="message">What is wrong, where, and what to do; never a secret.</param>
    public SecretsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception of <see cref="SecretsErrorCode.UnknownError"/> with its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do; never a secret.</param>
    /// <param name="innerException">The cause.</param>
    public SecretsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">What is wrong, where, and what to do; never a secret.</param>
    /// <param name="innerException">The cause, if there is one that holds no secret either.</param>
    public SecretsException(SecretsErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>What went wrong.</summary>
    public SecretsErrorCode Code { get; }

    /// <summary>Whether the store gave no answer, so that what was read of it earlier may still be good. An answer that says no is none of these.</summary>
    internal bool IsStoreAway { get; init; }

    /// <summary>The code as the other Redenv clients write it, for example <c>SECRET_NOT_FOUND</c>.</summary>
    public string CodeName => Code switch
    {
        SecretsErrorCode.MissingConfig => "MISSING_CONFIG",
        SecretsErrorCode.ProjectNotFound => "PROJECT_NOT_FOUND",
        SecretsErrorCode.InvalidTokenId => "INVALID_TOKEN_ID",
        SecretsErrorCode.InvalidToken => "INVALID_TOKEN",
        SecretsErrorCode.SecretNotFound => "SECRET_NOT_FOUND",
        SecretsErrorCode.DecryptionFailed => "DECRYPTION_FAILED",
        SecretsErrorCode.InvalidInput => "INVALID_INPUT",
        _ => "UNKNOWN_ERROR",
    };
}
