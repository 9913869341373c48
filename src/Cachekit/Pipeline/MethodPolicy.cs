using Cachekit.CompilerServices;
using Cachekit.Configuration;

namespace Cachekit.Pipeline;

/// <summary>What applies to a method in a runtime, after attribute, options, environment and preset were put together.</summary>
/// <param name="Ttl">The life of values; <see langword="null"/>: they never expire.</param>
/// <param name="NullTtl">The life of nulls; <see langword="null"/>: they never expire.</param>
/// <param name="CacheNulls">Whether nulls are stored.</param>
/// <param name="FailsWithBackend">Whether a failing backend fails the call.</param>
/// <param name="MaxValueSize">The largest encoded value that is stored, in bytes.</param>
internal sealed record MethodPolicy(TimeSpan? Ttl, TimeSpan? NullTtl, bool CacheNulls, bool FailsWithBackend, long MaxValueSize)
{
    // A marker that expired before the entries it outdates would bring them back, also after a new version of a program shortened their life.
    private static readonly TimeSpan ShortestMarkerLife = TimeSpan.FromDays(30);

    /// <summary>How long a marker has to be kept so that it outlives everything it outdates; <see langword="null"/>: for ever.</summary>
    internal TimeSpan? MarkerLife =>
        Ttl is not { } ttl || (CacheNulls && NullTtl is null) ? null
        : CacheNulls && NullTtl > ttl ? Max(NullTtl.Value, ShortestMarkerLife)
        : Max(ttl, ShortestMarkerLife);

    /// <exception cref="CacheConfigurationException">The preset needs what this version does not have.</exception>
    internal static MethodPolicy Resolve<TValue>(CachedMethodDefinition<TValue> definition, RuntimeSettings settings)
    {
        if (definition.Preset is Preset.Secure)
        {
            throw new CacheConfigurationException(
                $"'{definition.Method}' uses Preset.Secure, but this version of Cachekit has no encryption, and secrets are never stored as plaintext: choose another preset, or do not cache it.");
        }

        if (definition.Preset is Preset.Io)
        {
            throw new CacheConfigurationException(
                $"'{definition.Method}' uses Preset.Io, but this version of Cachekit has no HTTP backend: choose another preset.");
        }

        var ttl = definition.NeverExpires ? (TimeSpan?)null : definition.Ttl ?? settings.DefaultTtl ?? TtlLimits.DefaultOf(definition.Preset);
        return new MethodPolicy(
            ttl,
            definition.NullNeverExpires ? null : definition.NullTtl ?? ttl,
            definition.CacheNulls,
            definition.Preset is Preset.Minimal,
            Math.Min(settings.MaxValueSize, Array.MaxLength - StoredValue.HeaderSize));
    }

    internal TimeSpan? LifeOf(bool isNull) => isNull ? NullTtl : Ttl;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
