using System.Text.RegularExpressions;
using Cachekit.Generators.Parsing.TypedSettings;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Knows what secrets look like.</summary>
/// <remarks>A warning that is wrong is switched off for good, and then it finds nothing any more: where a text may be an example or a placeholder, nothing is said.</remarks>
internal static class SecretForms
{
    private const int Shortest = 8;
    private const double LeastEntropy = 2.5;

    // Each form has a text without which nothing can match, so that ordinary texts cost a search or two.
    private static readonly (string Marker, Regex Form, string What)[] Forms =
    [
        ("AKIA", Of(@"\bAKIA[0-9A-Z]{16}\b"), "an access key of AWS"),
        ("ASIA", Of(@"\bASIA[0-9A-Z]{16}\b"), "an access key of AWS"),
        ("gh", Of(@"\bgh[pousr]_[A-Za-z0-9]{36,}"), "a token of GitHub"),
        ("github_pat_", Of(@"\bgithub_pat_[A-Za-z0-9_]{22,}"), "a token of GitHub"),
        ("xox", Of(@"\bxox[abposr]-[A-Za-z0-9-]{10,}"), "a token of Slack"),
        ("k_live_", Of(@"\b[sr]k_live_[A-Za-z0-9]{16,}"), "a key of Stripe"),
        ("redenv_sk_", Of(@"\bredenv_sk_[A-Za-z0-9_-]{16,}"), "a service token of Redenv"),
        ("hv", Of(@"\bhv[sbr]\.[A-Za-z0-9_-]{20,}"), "a token of Vault"),
        ("ck_live_", Of(@"\bck_live_[A-Za-z0-9_-]{16,}"), "an API key of Cachekit"),
        ("ck_sdk_", Of(@"\bck_sdk_[A-Za-z0-9_-]{16,}"), "an API key of Cachekit"),
        ("AIza", Of(@"\bAIza[0-9A-Za-z_-]{35}"), "an API key of Google"),
        ("PRIVATE KEY-----", Of(@"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----"), "a private key"),
        ("eyJ", Of(@"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"), "a JSON web token"),
    ];

    // A pair of a connection string starts it, or follows another pair. Behind a word it is an assignment of SQL or of code.
    private static readonly Regex ConnectionPassword = Of(@"(?:^|[;""'])\s*(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature)\s*=\s*(?<value>[^;""']{3,})", RegexOptions.IgnoreCase);
    private static readonly Regex RedisPassword = Of(@"^\s*(?<host>[\w.\-]+):\d{1,5}(?:,[^,]*)*?,\s*password\s*=\s*(?<value>[^,]{3,})", RegexOptions.IgnoreCase);

    // What SQL gets its values by, and a call in code.
    private static readonly Regex Parameter = Of(@"^(?:[@:][A-Za-z_]\w*(?:\s|[,)]|$)|\?\d*(?:\s|[,)]|$)|[A-Za-z_][\w.]*\([^()]*\)$)");
    private static readonly Regex UrlPassword = Of(@"\b[a-z][a-z0-9+.\-]*://[^\s/:@""']*:(?<value>[^\s/@""']{3,})@(?<host>[^\s/:?#""']+)", RegexOptions.IgnoreCase);
    private static readonly Regex LocalHost = Of(@"(?:^|;)\s*(?:server|host|data source|address|addr|network address)\s*=\s*(?:tcp:)?(?:localhost|127\.0\.0\.1|\[?::1\]?|\.|\(local\)|\(localdb\)[^;]*)\s*(?:[,:;\\]|$)", RegexOptions.IgnoreCase);

    private static readonly string[] Fillers = ["example", "placeholder", "xxxx", "your", "redacted", "changeme"];

    private static readonly string[] NoSecrets =
    [
        "example", "sample", "placeholder", "changeme", "change-me", "change_me", "change me", "dummy", "fake", "test", "mock", "todo", "fixme", "redacted", "masked", "hidden", "xxxx", "your", "insert",
        "replace", "secret", "password", "passwd", "token", "apikey", "api-key", "api_key", "credential", "12345", "abcdef", "foobar", "default", "hunter2", "letmein", "lorem", "undefined",
    ];

    /// <summary>What secret a text is or has in it, or null.</summary>
    public static string? Find(string text)
    {
        if (text.Length < Shortest)
        {
            return null;
        }

        foreach (var (marker, form, what) in Forms)
        {
            if (text.IndexOf(marker, StringComparison.Ordinal) >= 0 && form.Match(text) is { Success: true } match && (what == "a private key" ? HasKey(text, match) : !IsNone(match.Value)))
            {
                return what;
            }
        }

        if (text.IndexOf("://", StringComparison.Ordinal) > 0 && UrlPassword.Match(text) is { Success: true } url && !IsPlaceholder(url.Groups["value"].Value) && !IsLocal(url.Groups["host"].Value))
        {
            return "a URL with a password";
        }

        // One pair alone is the form of a web page, or a sentence.
        return text.IndexOf('=') >= 0 && (HasPair(text) || IsOfRedis(text)) ? "a connection string with a password or key" : null;
    }

    /// <summary>Whether a text that something with the name of a secret gets is likely to be one.</summary>
    public static bool IsLikely(string name, string text) =>
        SecretNames.NamesOne(name) && text.Length >= Shortest && !IsPlaceholder(text) && LooksRandom(text);

    /// <summary>Whether a text has the form of a secret and says that it is none. By chance no token has one of these words.</summary>
    private static bool IsNone(string match)
    {
        foreach (var word in Fillers)
        {
            if (Contains(match, word))
            {
                return true;
            }
        }

        return IsRepeated(match.Substring(match.Length - Shortest));
    }

    private static bool HasPair(string text) =>
        text.IndexOf(';') >= 0 && ConnectionPassword.Match(text) is { Success: true } pair && IsValue(pair.Groups["value"].Value.Trim()) && !LocalHost.IsMatch(text);

    /// <summary>Host and port, and options behind commas.</summary>
    private static bool IsOfRedis(string text) =>
        text.IndexOf(',') >= 0 && RedisPassword.Match(text) is { Success: true } pair && IsValue(pair.Groups["value"].Value.Trim()) && !IsLocal(pair.Groups["host"].Value);

    private static bool IsValue(string text) => !IsPlaceholder(text) && !Parameter.IsMatch(text);

    /// <summary>A private key has its bytes behind the head; a program that only looks for the head has not.</summary>
    private static bool HasKey(string text, Match head)
    {
        var end = head.Index + head.Length;
        var characters = 0;
        for (; end < text.Length && characters < 32; end++)
        {
            if (char.IsLetterOrDigit(text[end]) || text[end] is '+' or '/' or '=')
            {
                characters++;
            }
            else if (!char.IsWhiteSpace(text[end]))
            {
                return false;
            }
        }

        return characters >= 32;
    }

    private static bool IsPlaceholder(string text)
    {
        if (text.Length == 0 || text[0] is '<' or '{' or '$' or '%' or '*' or '[' or '#' || text.IndexOf("${", StringComparison.Ordinal) >= 0 || text.IndexOf("...", StringComparison.Ordinal) >= 0 || IsRepeated(text))
        {
            return true;
        }

        foreach (var word in NoSecrets)
        {
            if (Contains(text, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Letters and digits in no order that a word, a name, a path or a header would have.</summary>
    private static bool LooksRandom(string text)
    {
        bool hasLetter = false, hasDigit = false, hasSymbol = false;
        var counts = new Dictionary<char, int>();
        foreach (var c in text)
        {
            // Sentences, paths, URLs and templates.
            if (char.IsWhiteSpace(c) || c is '{' or '}' or '<' or '>' or '\\' || c > '~')
            {
                return false;
            }

            hasLetter |= char.IsLetter(c);
            hasDigit |= char.IsDigit(c);
            hasSymbol |= "!@#$%^&*+=?~".IndexOf(c) >= 0;
            counts[c] = counts.TryGetValue(c, out var count) ? count + 1 : 1;
        }

        if (!hasLetter || !(hasDigit || hasSymbol) || text.IndexOf("://", StringComparison.Ordinal) >= 0 || text[0] == '/')
        {
            return false;
        }

        var entropy = 0.0;
        foreach (var count in counts.Values)
        {
            var share = (double)count / text.Length;
            entropy -= share * Math.Log(share, 2);
        }

        return entropy >= LeastEntropy;
    }

    private static bool IsRepeated(string text)
    {
        foreach (var c in text)
        {
            if (c != text[0])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLocal(string host) => host is "localhost" or "127.0.0.1" or "[" or "::1" or "host.docker.internal" or "example" || Contains(host, "example.");

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static Regex Of(string pattern, RegexOptions options = RegexOptions.None) => new(pattern, options | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(200));
}
