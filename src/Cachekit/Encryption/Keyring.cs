using System.Globalization;

namespace Cachekit.Encryption;

/// <summary>The master keys: the current one, which encrypts, and up to three previous ones, which only decrypt. Safe for concurrent use.</summary>
/// <remarks>
/// <para>To change the key, first give the new one to all programs as a previous key, then make it the current one and the old one a previous
/// one, and drop the old one when the longest life of an entry has passed. A key that was dropped must never become the current one again.</para>
/// <para>The keys are kept in memory that the collector does not move, and are zeroed by <see cref="Dispose"/>. A text that a key was read from
/// cannot be zeroed: strings live until the collector takes them. Where that matters, use <see cref="FromRawKeys"/> and zero your array.</para>
/// </remarks>
public sealed class Keyring : IDisposable
{
    /// <summary>The most previous keys that there can be: 3.</summary>
    public const int MaxPreviousKeys = 3;

    private readonly SecretKey[] _keys;

    internal Keyring(SecretKey[] keys) => _keys = keys;

    /// <summary>How many previous keys there are, 0 to 3.</summary>
    public int PreviousCount => _keys.Length - 1;

    /// <summary>The keys, the current one first; for tests.</summary>
    internal IReadOnlyList<SecretKey> Keys => _keys;

    /// <summary>Reads keys from their text form.</summary>
    /// <param name="current">The key that encrypts: exactly 64 hexadecimal digits in upper or lower case, for example from <c>openssl rand -hex 32</c>.</param>
    /// <param name="previous">The keys that only decrypt, in the order in which they are tried; at most 3, and the current one is not among them.</param>
    /// <returns>The keys; dispose of them to zero them.</returns>
    /// <exception cref="CacheConfigurationException">A key is not one, there are too many, or the current one is also a previous one; all problems are in it.</exception>
    public static Keyring FromHex(string current, params string[] previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        var problems = new List<string>();
        var builder = new KeyringBuilder(problems);
        builder.AddCurrent(current, nameof(current));
        for (var i = 0; i < previous.Length; i++)
        {
            builder.AddPrevious(previous[i], string.Create(CultureInfo.InvariantCulture, $"previous[{i}]"));
        }

        return builder.Build(nameof(previous)) ?? throw new CacheConfigurationException(problems);
    }

    /// <summary>Takes keys as bytes. They are copied: zero your own arrays when this returns.</summary>
    /// <param name="current">The key that encrypts: exactly 32 bytes.</param>
    /// <param name="previous">The keys that only decrypt, 32 bytes each, in the order in which they are tried; at most 3, and the current one is not among them.</param>
    /// <returns>The keys; dispose of them to zero them.</returns>
    /// <exception cref="CacheConfigurationException">A key is not one, there are too many, or the current one is also a previous one; all problems are in it.</exception>
    public static Keyring FromRawKeys(ReadOnlySpan<byte> current, params byte[][] previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        var problems = new List<string>();
        var builder = new KeyringBuilder(problems);
        builder.AddRawCurrent(current, nameof(current));
        for (var i = 0; i < previous.Length; i++)
        {
            builder.AddRawPrevious(previous[i], string.Create(CultureInfo.InvariantCulture, $"previous[{i}]"));
        }

        return builder.Build(nameof(previous)) ?? throw new CacheConfigurationException(problems);
    }

    /// <summary>Derives the tenant's key from each key, the current one first.</summary>
    internal CipherKey[] Derive(string tenant)
    {
        var derived = new CipherKey[_keys.Length];
        for (var i = 0; i < derived.Length; i++)
        {
            derived[i] = new CipherKey(KeyDerivation.Derive(_keys[i], KeyDerivation.Encryption, tenant));
        }

        return derived;
    }

    /// <summary>Zeroes the keys. Ciphers that were made with them keep what they derived.</summary>
    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Dispose();
        }
    }

    /// <summary>How many keys there are; never the keys.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Keyring: 1 current key, {PreviousCount} previous");
}
