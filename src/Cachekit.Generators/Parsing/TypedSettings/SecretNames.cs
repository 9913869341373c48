namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Tells names that sound like secrets from those that only speak about one.</summary>
internal static class SecretNames
{
    private static readonly string[] Single = ["PASSWORD", "PASSWORDS", "PASSWD", "PWD", "PASSPHRASE", "SECRET", "SECRETS", "TOKEN", "CREDENTIAL", "CREDENTIALS", "APIKEY"];

    private static readonly (string First, string Second)[] Pairs =
    [
        ("API", "KEY"), ("ACCESS", "KEY"), ("ACCOUNT", "KEY"), ("PRIVATE", "KEY"), ("SIGNING", "KEY"), ("ENCRYPTION", "KEY"), ("MASTER", "KEY"), ("SHARED", "KEY"), ("SAS", "KEY"),
        ("SECRET", "KEY"), ("PASS", "WORD"), ("PASS", "PHRASE"),
    ];

    // What a stored value must not show either: numbers of people and cards.
    private static readonly string[] Personal = ["SSN", "CVV", "CVC", "PIN", "IBAN", "OTP", "TOTP"];
    private static readonly (string First, string Second)[] PersonalPairs =
        [("CARD", "NUMBER"), ("SECURITY", "NUMBER"), ("PASSPORT", "NUMBER"), ("RECOVERY", "CODE"), ("RECOVERY", "CODES"), ("BACKUP", "CODES"), ("PRIVATE", "KEYS"), ("SECRET", "KEYS"), ("API", "KEYS")];

    // The forms that a secret is kept in.
    private static readonly string[] Kept = ["HASH", "SALT", "VALUE", "TEXT", "PLAIN", "PLAINTEXT", "ENCRYPTED", "BASE64", "BYTES"];

    // The text of such a name is one by its form, or has no secret in it: hosts, files and databases are none.
    private static readonly (string First, string Second)[] Texts = [("CONNECTION", "STRING")];

    // With a word of these before it, it is no secret but an error that speaks of one.
    private static readonly string[] Wrong = ["BAD", "EXPIRED", "INCORRECT", "INVALID", "MISSING", "NO", "REVOKED", "UNEXPECTED", "UNKNOWN", "WRONG"];

    // Tokens that are no secrets: places in a list or a text, and what forms and assemblies have.
    private static readonly string[] PlainTokens =
    [
        "ANTIFORGERY", "CANCELLATION", "CONCURRENCY", "CONTINUATION", "CSRF", "CURSOR", "FORGERY", "NEXT", "PAGE", "PARSE", "PREVIOUS", "SKIP", "SYNC", "SYNTAX", "XSRF",
    ];

    // What a word behind it makes of a secret: something about one.
    private static readonly string[] About =
    [
        "AUDIENCE", "COUNT", "ENDPOINT", "EXPIRY", "FIELD", "FILE", "FOLDER", "FORMAT", "HEADER", "HINT", "ID", "ISSUER", "KIND", "LABEL", "LENGTH", "LIFETIME", "LIMIT", "MESSAGE", "NAME", "PARAMETER",
        "PATH", "PATTERN", "POLICY", "PREFIX", "PROVIDER", "SCOPE", "SCHEME", "SECTION", "STORE", "SUFFIX", "TIMEOUT", "TITLE", "TYPE", "URI", "URL", "VARIABLE", "VERSION",
    ];

    /// <summary>Whether a name, in any of the usual spellings, sounds like a secret: it asks for a mark, so it may be wrong in doubt.</summary>
    public static bool SoundsLikeOne(string name)
    {
        var words = Words(name);
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

            if (i + 1 < words.Length && (Has(Pairs, words[i], words[i + 1]) || Has(Texts, words[i], words[i + 1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text that something of this name gets is a secret, if it looks like one: the name ends with what it is, but for a number.</summary>
    public static bool NamesOne(string name)
    {
        var words = Words(name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '_', '-', '.', ':', ' '));
        var last = words.Length - 1;
        var isPair = last > 0 && Has(Pairs, words[last - 1], words[last]);
        if (!isPair && Array.IndexOf(Single, words[last]) < 0)
        {
            return false;
        }

        var before = last - (isPair ? 2 : 1);
        if (before < 0)
        {
            return true;
        }

        return Array.IndexOf(Wrong, words[before]) < 0
            && !(words[last] == "TOKEN" && (Array.IndexOf(PlainTokens, words[before]) >= 0 || (before > 0 && words[before - 1] == "PUBLIC" && words[before] == "KEY")));
    }

    /// <summary>Whether a text in a stored value that has this name is nothing that whoever reads the store should read.</summary>
    public static bool NamesOneInAValue(string name)
    {
        var words = Words(name.Trim('_'));
        var last = words.Length - 1;
        while (last > 0 && Array.IndexOf(Kept, words[last]) >= 0)
        {
            last--;
        }

        return Array.IndexOf(Personal, words[last]) >= 0
            || (last > 0 && (Has(PersonalPairs, words[last - 1], words[last]) || Has(Texts, words[last - 1], words[last])))
            || NamesOne(string.Join("_", words, 0, last + 1));
    }

    private static string[] Words(string name) => SettingNames.Upper(name).Split('_', '-', '.', ':', ' ');

    private static bool Has((string First, string Second)[] pairs, string word, string next)
    {
        foreach (var (first, second) in pairs)
        {
            if (word == first && next == second)
            {
                return true;
            }
        }

        return false;
    }
}
