using System.Diagnostics;
using Cachekit.Local;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cachekit.Telemetry;

/// <summary>What happens to one cached method in one runtime: the engine says it here, and <see cref="CachedMethodInfo"/>, metrics, activities and logs show it.</summary>
/// <remarks>
/// <para>Counts are always kept, for <c>Info</c>; metrics read them when they are collected. What takes a clock or memory is done only when somebody
/// listens. Hits in memory are counted by the store (<see cref="LocalStore.Hits"/>), and never come here.</para>
/// <para><c>.Counts</c> is what is counted, <c>.Calls</c> what follows a call from begin to end.</para>
/// </remarks>
internal sealed partial class MethodTelemetry
{
    private readonly Instruments _instruments;
    private readonly TimeProvider _timeProvider;
    private readonly CoarseClock _clock;
    private readonly ILogger _logger;
    private TelemetrySettings _settings;
    private double _logRate;

    internal MethodTelemetry(
        MethodIdentity identity,
        TelemetrySettings settings,
        Instruments instruments,
        LocalStore? store,
        LocalNamespace? local,
        TimeProvider timeProvider,
        CoarseClock clock,
        ILogger logger)
    {
        Identity = identity;
        Store = store;
        Local = local;
        IsMeasured = settings.Enabled ?? Configuration.PresetPolicies.HasTelemetry(identity.Preset);
        Tags = TagsOf(identity);
        _instruments = instruments;
        _timeProvider = timeProvider;
        _clock = clock;
        _logger = logger;
        _settings = settings;
        Apply(settings);
    }

    internal MethodIdentity Identity { get; }

    /// <summary>The method's entries in memory; <see langword="null"/> where there are none.</summary>
    internal LocalStore? Store { get; }

    /// <summary>The namespace of these entries.</summary>
    internal LocalNamespace? Local { get; }

    /// <summary>Whether metrics and activities have the method.</summary>
    internal bool IsMeasured { get; }

    /// <summary>The tags of the method's measurements.</summary>
    internal KeyValuePair<string, object?>[] Tags { get; }

    /// <summary>What a log may say about a key: its digest, or the key itself where that was asked for and the method is not secure.</summary>
    internal string Loggable(string textKey) => _settings.LogKeys && !Identity.IsSecure ? textKey : KeyDigest.Of(textKey);

    /// <summary>Takes other settings for what is logged; whether the method is measured stays as it was at first.</summary>
    internal void Apply(TelemetrySettings settings)
    {
        Volatile.Write(ref _settings, settings);
        Volatile.Write(ref _logRate, Identity.Preset switch
        {
            Preset.Dev => 1,
            Preset.Test or Preset.Minimal => 0,
            _ => settings.LogSamplingRate,
        });
    }

    private TagList TagsWith(string name, string value)
    {
        var tags = new TagList(Tags) { { name, value } };
        return tags;
    }

    private static KeyValuePair<string, object?>[] TagsOf(MethodIdentity identity)
    {
        var tags = new List<KeyValuePair<string, object?>> { new(TagNames.Method, identity.Method) };
        if (identity.Namespace is { } ns)
        {
            tags.Add(new(TagNames.Namespace, ns));
        }

        if (identity.Backend is { } backend)
        {
            tags.Add(new(TagNames.Backend, backend));
        }

        return [.. tags];
    }
}
