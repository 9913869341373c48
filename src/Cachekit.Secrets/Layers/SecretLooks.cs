namespace Cachekit.Secrets;

/// <summary>Tells what looks like a secret. It masks too much rather than too little: who wants to see a value can ask for its key.</summary>
internal static class SecretLooks
{
    private static readonly string[] Words =
    [
        "password", "passwd", "pwd", "passphrase", "secret", "token", "key", "credential", "connectionstring", "connstr", "dsn", "private", "certificate", "signature", "salt", "auth", "cookie", "license", "sas", "pin",
    ];

    /// <summary>Whether a part of the path says that its value is a secret.</summary>
    public static bool IsSecretKey(string key)
    {
        var plain = key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Words.Any(word => word.Length > 3 || word is "key" or "pwd" ? plain.Contains(word, StringComparison.OrdinalIgnoreCase) : IsWord(key, word));
    }

    /// <summary>Whether a value has credentials in it: a URL with a password, or a connection string.</summary>
    public static bool IsSecretValue(string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var rest = value.AsSpan(scheme + 3);
            var end = rest.IndexOfAny('/', '?', '#');
            if ((end < 0 ? rest : rest[..end]).Contains('@'))
            {
                return true;
            }
        }

        return value.Contains("-----BEGIN", StringComparison.Ordinal)
            || value.Split(';', '&', '?', ',').Any(part => part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && IsSecretKey(part[..at]));
    }

    /// <summary>Short words are parts of many others.</summary>
    private static bool IsWord(string key, string word) => key.Split(':', '_', '-', '.').Contains(word, StringComparer.OrdinalIgnoreCase);
}
