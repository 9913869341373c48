using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Cachekit.Storage;

namespace Cachekit.Pipeline;

/// <summary>What applies to a method in a runtime, after attribute, options, environment and preset were put together.</summary>
internal sealed record MethodPolicy
{
    // A marker that expired before the entries it outdates would bring them back, also after a new version of a program shortened their life.
    private static readonly TimeSpan ShortestMarkerLife = TimeSpan.FromDays(30);

    /// <summary>The life of values; <see langword="null"/>: they never expire.</summary>
    internal required TimeSpan? Ttl { get; init; }

    /// <summary>The life of nulls; <see langword="null"/>: they never expire.</summary>
    internal required TimeSpan? NullTtl { get; init; }

    /// <summary>Whether nulls are stored.</summary>
    internal required bool CacheNulls { get; init; }

    /// <summary>Whether a failing backend fails the call.</summary>
    internal required bool FailsWithBackend { get; init; }

    /// <summary>The largest encoded value that is stored, in bytes.</summary>
    internal required long MaxValueSize { get; init; }

    /// <summary>Whether values of this SDK's own entries are stored in the envelope, with a checksum.</summary>
    internal required bool HasIntegrity { get; init; }

    /// <summary>Whether every layer holds ciphertext only.</summary>
    internal required bool IsSecure { get; init; }

    /// <summary>Whether an entry that is not authentic, or cannot be encrypted, fails the call.</summary>
    internal required bool FailsClosed { get; init; }

    /// <summary>The format of values that are shared with other SDKs; <see langword="null"/>: they are not.</summary>
    internal required InteropVersion? Interop { get; init; }

    /// <summary>How long a marker has to be kept so that it outlives everything it outdates; <see langword="null"/>: for ever.</summary>
    internal TimeSpan? MarkerLife =>
        Ttl is not { } ttl || (CacheNulls && NullTtl is null) ? null
        : CacheNulls && NullTtl > ttl ? Max(NullTtl.Value, ShortestMarkerLife)
        : Max(ttl, ShortestMarkerLife);

    /// <exception cref="CacheConfigurationException">The method needs what the runtime, or this version, does not have.</exception>
    internal static MethodPolicy Resolve<TValue>(CachedMethodDefinition<TValue> definition, RuntimeSettings settings)
    {
        var isSecure = definition.Secure || definition.Preset is Preset.Secure;
        if (isSecure && settings.Encryption.Keyring is null)
        {
            throw NoMasterKey($"'{definition.Method}' is");
        }

        var ttl = definition.NeverExpires ? (TimeSpan?)null : definition.Ttl ?? settings.DefaultTtl ?? TtlLimits.DefaultOf(definition.Preset);
        return new MethodPolicy
        {
            Ttl = ttl,
            NullTtl = definition.NullNeverExpires ? null : definition.NullTtl ?? ttl,
            CacheNulls = definition.CacheNulls,
            FailsWithBackend = definition.Preset is Preset.Minimal,
            MaxValueSize = Math.Min(settings.MaxValueSize, StorageLimits.MaxSize),
            HasIntegrity = definition.Preset is not Preset.Minimal,
            IsSecure = isSecure,
            FailsClosed = isSecure && (settings.Encryption.FailClosed ?? definition.Preset is Preset.Secure),
            Interop = definition.Interop is null ? null : definition.InteropVersion,
        };
    }

    /// <summary>What to say where encryption is asked for and cannot be: nothing is ever stored as plaintext instead.</summary>
    /// <param name="subject">Who asks, with its verb.</param>
    internal static CacheConfigurationException NoMasterKey(string subject) => new(
        $"{subject} secure, but there is no master key: set {VariableNames.MasterKey} or CachekitOptions.Encryption.MasterKey to 64 hexadecimal digits, for example from 'openssl rand -hex 32'.");

    internal TimeSpan? LifeOf(bool isNull) => isNull ? NullTtl : Ttl;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
