namespace Cachekit.Secrets;

/// <summary>What names and values may be.</summary>
internal static class RedenvInput
{
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: it can be no name.</exception>
    public static void RequireKey(string key)
    {
        // The rules of the CLI, which could not show or change such a secret.
        var wrong = string.IsNullOrWhiteSpace(key) ? "is empty"
            : key.StartsWith(RedenvHistory.InternalPrefix, StringComparison.Ordinal) ? "begins with two underscores, as fields of Redenv itself do"
            : key.Contains(':', StringComparison.Ordinal) ? "has a colon"
            : key.Any(char.IsControl) ? "has control characters"
            : null;
        if (wrong is not null)
        {
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"The name of the secret {wrong}: write one such as DATABASE_URL.");
        }
    }

    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: it can be no value.</exception>
    public static void RequireValue(string key, string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"The value of '{key}' is empty, which no Redenv client writes: write a value, or remove the secret with 'redenv remove'.");
        }
    }
}
