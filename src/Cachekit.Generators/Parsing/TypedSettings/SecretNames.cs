namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Tells names that sound like secrets from those that only speak about one.</summary>
internal static class SecretNames
{
    private static readonly string[] Single = ["PASSWORD", "PASSWORDS", "PASSWD", "PWD", "PASSPHRASE", "SECRET", "SECRETS", "TOKEN", "CREDENTIAL", "CREDENTIALS", "APIKEY"];

    private static readonly (string First, string Second)[] Pairs =
    [
        ("API", "KEY"), ("ACCESS", "KEY"), ("ACCOUNT", "KEY"), ("PRIVATE", "KEY"), ("SIGNING", "KEY"), ("ENCRYPTION", "KEY"), ("MASTER", "KEY"), ("SHARED", "KEY"), ("SAS", "KEY"),
        ("CONNECTION", "STRING"), ("PASS", "WORD"), ("PASS", "PHRASE"),
    ];

    // What a word behind it makes of a secret: something about one.
    private static readonly string[] About =
    [
        "AUDIENCE", "COUNT", "ENDPOINT", "EXPIRY", "FIELD", "FILE", "FOLDER", "FORMAT", "HEADER", "HINT", "ID", "ISSUER", "KIND", "LABEL", "LENGTH", "LIFETIME", "LIMIT", "MESSAGE", "NAME", "PARAMETER",
        "PATH", "PATTERN", "POLICY", "PREFIX", "PROVIDER", "SCOPE", "SCHEME", "SECTION", "STORE", "SUFFIX", "TIMEOUT", "TITLE", "TYPE", "URI", "URL", "VARIABLE", "VERSION",
    ];

    /// <summary>Whether a name, in any of the usual spellings, sounds like a secret.</summary>
    public static bool SoundsLikeOne(string name)
    {
        var words = SettingNames.Upper(name).Split('_', '-', '.', ':', ' ');
        if (words.Length > 0 && Array.IndexOf(About, words[words.Length - 1]) >= 0)
        {
            return false;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (Array.IndexOf(Single, words[i]) >= 0)
            {
                return true;
            }

            foreach (var (first, second) in Pairs)
            {
                if (words[i] == first && i + 1 < words.Length && words[i + 1] == second)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
