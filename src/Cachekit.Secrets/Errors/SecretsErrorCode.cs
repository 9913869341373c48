namespace Cachekit.Secrets;

/// <summary>What went wrong, as all Redenv clients name it.</summary>
public enum SecretsErrorCode
{
    /// <summary>Something that no other code names (<c>UNKNOWN_ERROR</c>); the inner exception says what.</summary>
    UnknownError,

    /// <summary>Options that are needed are missing (<c>MISSING_CONFIG</c>); the message names all of them.</summary>
    MissingConfig,

    /// <summary>The store has no project of that name (<c>PROJECT_NOT_FOUND</c>).</summary>
    ProjectNotFound,

    /// <summary>The project has no service token of that id (<c>INVALID_TOKEN_ID</c>).</summary>
    InvalidTokenId,

    /// <summary>A token was refused (<c>INVALID_TOKEN</c>).</summary>
    InvalidToken,

    /// <summary>A secret that is needed is not there (<c>SECRET_NOT_FOUND</c>).</summary>
    SecretNotFound,

    /// <summary>Something could not be decrypted with the keys that there are (<c>DECRYPTION_FAILED</c>).</summary>
    DecryptionFailed,

    /// <summary>An argument, an option or a secret's text is not what it has to be (<c>INVALID_INPUT</c>).</summary>
    InvalidInput,
}
