using System.Globalization;

namespace Cachekit.Encryption;

/// <summary>What encryption says when it refuses. No message has a key, a plaintext, a cache key or a tenant in it.</summary>
internal static class EncryptionErrors
{
    internal static CacheEncryptionException NoncesExhausted() => new(
        EncryptionErrorKind.NoncesExhausted,
        "This cipher has encrypted 4,294,967,295 entries and has no nonces left: restart the process, or bring in a new master key.");

    internal static CacheEncryptionException Malformed(int size) => new(
        EncryptionErrorKind.Malformed,
        string.Create(CultureInfo.InvariantCulture, $"The entry is no ciphertext: it has {size} bytes, and a ciphertext has 28 at least."));

    internal static CacheEncryptionException Tampered(int tried, Exception cause) => new(
        EncryptionErrorKind.Tampered,
        tried == 1
            ? "The entry cannot be authenticated: it was changed, or written with another master key, for another tenant or under another cache key."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The entry cannot be authenticated with any of the {tried} keys: it was changed, or written with another master key, for another tenant or under another cache key."),
        cause);

    internal static CacheEncryptionException UnknownKey() => new(
        EncryptionErrorKind.UnknownKey,
        "The entry names a key that is neither the current one nor a previous one: add the master key that it was written with to the previous keys, or remove the entry.");

    internal static CacheEncryptionException Failed(string what, Exception cause) => new(
        EncryptionErrorKind.Failed,
        $"The platform's AES-GCM failed to {what} an entry: see the inner exception.",
        cause);

    internal static ArgumentException Binding(string member, string problem) => Argument($"{member} {problem}.", "binding");

    internal static ArgumentException DestinationTooSmall(int needed, int given) => Argument(
        string.Create(CultureInfo.InvariantCulture, $"The destination has {given} bytes, and {needed} are needed."),
        "destination");

    internal static ArgumentException Overlap() => Argument("The destination overlaps the source: use another buffer.", "destination");

    internal static ArgumentException TooLarge() => Argument(
        string.Create(CultureInfo.InvariantCulture, $"The plaintext is too large for one array: it can have {Array.MaxLength - EntryCipher.Overhead} bytes at most."),
        "plaintext");

    private static ArgumentException Argument(string message, string name) => new(message, name);
}
