namespace Cachekit.Secrets;

/// <summary>Whether loaded secrets become environment variables of this process.</summary>
/// <remarks>They do by default, as with all Redenv clients. Whatever reads the environment of the process can read them then, and processes that it starts get them.</remarks>
public sealed class RedenvEnvOptions
{
    /// <summary>Whether the environment is filled at all.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Env:Fill</c>, the variable <c>REDENV_ENV_FILL</c>, or else <see langword="true"/>.</value>
    public bool? Fill { get; set; }

    /// <summary>Whether a secret replaces a variable that is there already. One that this client set itself follows the secret either way.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Env:Override</c>, the variable <c>REDENV_ENV_OVERRIDE</c>, or else <see langword="true"/>.</value>
    public bool? Override { get; set; }
}
