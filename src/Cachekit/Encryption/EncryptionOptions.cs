using System.Diagnostics;
using System.Globalization;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Cachekit.Encryption;

namespace Cachekit;

/// <summary>The keys of secure methods, and what they do when an entry cannot be trusted.</summary>
/// <remarks>
/// A key here never switches encryption on: that is what <see cref="SecureAttribute"/> is for. Where these options say nothing, the environment
/// does. Nothing of a key is ever shown in a message, a log or a debugger's overview, and serializers leave the keys out.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class EncryptionOptions
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private string? _masterKey;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private IList<string>? _previousMasterKeys;

    /// <summary>The master key in text form: it encrypts, and the keys of all tenants are derived from it.</summary>
    /// <value>
    /// <see langword="null"/> by default: <c>CACHEKIT_MASTER_KEY</c>. Exactly 64 hexadecimal digits (32 bytes) in upper or lower case, for example
    /// from <c>openssl rand -hex 32</c>; no white space around them and no <c>0x</c>. Setting it takes back <see cref="UseRawMasterKey"/>.
    /// </value>
    /// <remarks>A text cannot be zeroed after use; where that matters, call <see cref="UseRawMasterKey"/>.</remarks>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [IgnoreDataMember]
    [JsonIgnore]
    public string? MasterKey
    {
        get => _masterKey;
        set
        {
            _masterKey = value;
            RawMasterKey?.Dispose();
            RawMasterKey = null;
        }
    }

    /// <summary>The master keys that only decrypt, in the order in which they are tried, each in the form of <see cref="MasterKey"/>.</summary>
    /// <value>
    /// <see langword="null"/> by default: <c>CACHEKIT_PREVIOUS_MASTER_KEYS</c>, separated by commas. An empty list means that there are none, whatever
    /// the environment says. At most 3; the current key cannot be among them. Setting it takes back <see cref="UseRawPreviousMasterKeys"/>.
    /// </value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [IgnoreDataMember]
    [JsonIgnore]
    public IList<string>? PreviousMasterKeys
    {
        get => _previousMasterKeys;
        set
        {
            _previousMasterKeys = value;
            DropRawPreviousMasterKeys();
        }
    }

    /// <summary>The tenant of secure methods that say none themselves.</summary>
    /// <value>
    /// <see langword="null"/> by default: <c>CACHEKIT_DEPLOYMENT_UUID</c>, or else <c>default</c>. 1 to 1024 bytes of UTF-8, used exactly as written.
    /// </value>
    public string? Tenant { get; set; }

    /// <summary>Whether an entry that cannot be authenticated is an error, and stays where it is as evidence; otherwise it counts as a miss.</summary>
    /// <value>
    /// <see langword="null"/> by default: <c>CACHEKIT_ENCRYPTION_FAIL_CLOSED</c>, or else what the preset says. Both ways it is logged and counted, and
    /// what could not be authenticated never reaches the caller. The same goes for a result that cannot be encrypted: it is an error, or else
    /// returned and not cached.
    /// </value>
    public bool? FailClosed { get; set; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal SecretKey? RawMasterKey { get; private set; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal SecretKey[]? RawPreviousMasterKeys { get; private set; }

    /// <summary>Sets the master key as bytes.</summary>
    /// <param name="key">Exactly 32 random bytes. They are copied: zero your own array when this returns. Not the characters of a hexadecimal key.</param>
    /// <returns>These options.</returns>
    /// <remarks>It takes back <see cref="MasterKey"/>. The options keep their copy, so that several runtimes can be made with them, and zero it when they are collected.</remarks>
    /// <exception cref="CacheConfigurationException">There are not 32 bytes.</exception>
    public EncryptionOptions UseRawMasterKey(ReadOnlySpan<byte> key)
    {
        var copy = Copy(key, $"The key for {nameof(UseRawMasterKey)}");
        MasterKey = null;
        RawMasterKey = copy;
        return this;
    }

    /// <summary>Sets the master keys that only decrypt as bytes.</summary>
    /// <param name="keys">The keys in the order in which they are tried, exactly 32 bytes each. They are copied. None: there are no previous keys, whatever the environment says.</param>
    /// <returns>These options.</returns>
    /// <remarks>It takes back <see cref="PreviousMasterKeys"/>.</remarks>
    /// <exception cref="CacheConfigurationException">One does not have 32 bytes.</exception>
    public EncryptionOptions UseRawPreviousMasterKeys(params byte[][] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var copies = new SecretKey[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            copies[i] = Copy(keys[i], string.Create(CultureInfo.InvariantCulture, $"Key {i + 1} of those for {nameof(UseRawPreviousMasterKeys)}"));
        }

        PreviousMasterKeys = null;
        RawPreviousMasterKeys = copies;
        return this;
    }

    /// <summary>Says which keys are set; never what they are.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var current = MasterKey is null && RawMasterKey is null ? "not set" : "set";
        var previous = (PreviousMasterKeys?.Count ?? RawPreviousMasterKeys?.Length) is { } count ? count.ToString(CultureInfo.InvariantCulture) : "not set";
        return $"EncryptionOptions: master key {current}, previous master keys {previous}";
    }

    private static SecretKey Copy(ReadOnlySpan<byte> key, string source) =>
        MasterKeyText.RawProblem(key.Length, source) is { } problem ? throw new CacheConfigurationException(problem) : SecretKey.FromBytes(key);

    private void DropRawPreviousMasterKeys()
    {
        if (RawPreviousMasterKeys is not null)
        {
            foreach (var key in RawPreviousMasterKeys)
            {
                key.Dispose();
            }
        }

        RawPreviousMasterKeys = null;
    }
}
