using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Cachekit.Storage;

namespace Cachekit.Pipeline;

/// <summary>What applies to a method in a runtime, after attribute, options, environment and preset were put together.</summary>
internal sealed record MethodPolicy
{
    private const long BytesPerMb = 1024 * 1024;

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

    /// <summary>Whether values are served while they are made anew.</summary>
    internal required bool SwrEnabled { get; init; }

    /// <summary>The part of its life after which a value is made anew; without its jitter.</summary>
    internal required double SwrThresholdRatio { get; init; }

    /// <summary>How long a value can be served past its life; zero: not at all.</summary>
    internal required TimeSpan StaleFor { get; init; }

    /// <summary>Where background refreshes run.</summary>
    internal required BackgroundRefresh BackgroundRefresh { get; init; }

    /// <summary>Whether a stale value is served where the body fails.</summary>
    internal required bool FailSafe { get; init; }

    /// <summary>How long callers wait who could have a stale value; <see langword="null"/>: as long as it takes.</summary>
    internal required TimeSpan? SoftTimeout { get; init; }

    /// <summary>How long the body may take; <see langword="null"/>: as long as it takes.</summary>
    internal required TimeSpan? HardTimeout { get; init; }

    /// <summary>Whether misses take a lock, where the backend has locks.</summary>
    internal required bool LockEnabled { get; init; }

    /// <summary>How long a miss waits for another process's result; <see langword="null"/>: the default, and longer where bodies are seen to take longer.</summary>
    internal required TimeSpan? LockWait { get; init; }

    /// <summary>Whether uses start an entry's life anew.</summary>
    internal required bool Sliding { get; init; }

    /// <summary>By which part lives are shortened at random.</summary>
    internal required double Jitter { get; init; }

    /// <summary>What memory evicts first.</summary>
    internal required CachePriority Priority { get; init; }

    /// <summary>Whether entries are kept in memory.</summary>
    internal required bool LocalEnabled { get; init; }

    /// <summary>The budget of the namespace in memory in bytes, where the method says one.</summary>
    internal required long? LocalBudget { get; init; }

    /// <summary>Whether the method's own attributes say it, and not options for many methods.</summary>
    internal required bool DeclaresLocalBudget { get; init; }

    /// <summary>Whether nothing may happen in the background, between processes or at random.</summary>
    internal required bool IsDeterministic { get; init; }

    /// <summary>Whether processes tell each other what is invalid.</summary>
    internal required bool InvalidationEnabled { get; init; }

    /// <summary>Whether entries obey the marker of their namespace.</summary>
    internal required bool NamespaceIndex { get; init; }

    /// <summary>How long a marker has to be kept so that it outlives everything it outdates; <see langword="null"/>: for ever.</summary>
    internal TimeSpan? MarkerLife =>
        Ttl is not { } ttl || (CacheNulls && NullTtl is null) ? null
        : Max((CacheNulls && NullTtl > ttl ? NullTtl.Value : ttl) + StaleFor, ShortestMarkerLife);

    /// <exception cref="CacheConfigurationException">The method needs what the runtime, or this version, does not have.</exception>
    internal static MethodPolicy Resolve<TValue>(CachedMethodDefinition<TValue> definition, RuntimeSettings settings)
    {
        var isSecure = definition.Secure || definition.Preset is Preset.Secure;
        if (isSecure && settings.Encryption.Keyring is null)
        {
            throw NoMasterKey($"'{definition.Method}' is");
        }

        var sources = new PolicySources(definition.Policy, settings.Changeable.Policies(definition.Preset));
        var ttl = definition.NeverExpires ? (TimeSpan?)null : definition.Ttl ?? settings.Changeable.DefaultTtl ?? TtlLimits.DefaultOf(definition.Preset);
        var conflicts = new PolicyConflicts(definition.Method, definition.Preset, ttl, definition.Policy);
        conflicts.RequireDeterministic();
        var hardTimeout = sources.Get(static policy => policy.HardTimeout);
        return new MethodPolicy
        {
            Ttl = ttl,
            NullTtl = definition.NullNeverExpires ? null : definition.NullTtl ?? ttl,
            CacheNulls = definition.CacheNulls,
            FailsWithBackend = definition.Preset is Preset.Minimal,
            MaxValueSize = Math.Min(settings.Changeable.MaxValueSize, StorageLimits.MaxSize),
            HasIntegrity = definition.Preset is not Preset.Minimal,
            IsSecure = isSecure,
            FailsClosed = isSecure && (settings.Encryption.FailClosed ?? definition.Preset is Preset.Secure),
            Interop = definition.Interop is null ? null : definition.InteropVersion,
            SwrEnabled = sources.Get(static policy => policy.SwrEnabled) ?? PresetPolicies.RefreshesAhead(definition.Preset),
            SwrThresholdRatio = sources.Get(static policy => policy.SwrThresholdRatio) ?? PresetPolicies.SwrThresholdRatio,
            StaleFor = conflicts.StaleFor(sources.Get(static policy => policy.StaleFor) ?? PresetPolicies.StaleFor(definition.Preset, ttl)),
            BackgroundRefresh = sources.Get(static policy => policy.BackgroundRefresh) ?? PresetPolicies.BackgroundRefresh(definition.Preset),
            FailSafe = sources.Get(static policy => policy.FailSafe) ?? PresetPolicies.IsReliable(definition.Preset),
            SoftTimeout = conflicts.SoftTimeout(sources.Get(static policy => policy.SoftTimeout), hardTimeout),
            HardTimeout = hardTimeout,
            LockEnabled = sources.Get(static policy => policy.LockEnabled) ?? PresetPolicies.IsReliable(definition.Preset),
            LockWait = sources.Get(static policy => policy.LockWait),
            Sliding = conflicts.Sliding(sources.Get(static policy => policy.Sliding) ?? false),
            Jitter = sources.Get(static policy => policy.Jitter) ?? 0,
            Priority = sources.Get(static policy => policy.Priority) ?? CachePriority.Normal,
            LocalEnabled = settings.LocalEnabled && (sources.Get(static policy => policy.LocalEnabled) ?? true),
            LocalBudget = sources.Get(static policy => policy.LocalMaxSizeMb) * BytesPerMb,
            DeclaresLocalBudget = definition.Policy.LocalMaxSizeMb is not null,
            IsDeterministic = definition.Preset is Preset.Test,
            InvalidationEnabled = sources.Get(static policy => policy.InvalidationEnabled) ?? PresetPolicies.IsReliable(definition.Preset),
            NamespaceIndex = sources.Get(static policy => policy.NamespaceIndex) ?? PresetPolicies.IsReliable(definition.Preset),
        };
    }

    /// <summary>What to say where encryption is asked for and cannot be: nothing is ever stored as plaintext instead.</summary>
    /// <param name="subject">Who asks, with its verb.</param>
    internal static CacheConfigurationException NoMasterKey(string subject) => new(
        $"{subject} secure, but there is no master key: set {VariableNames.MasterKey} or CachekitOptions.Encryption.MasterKey to 64 hexadecimal digits, for example from 'openssl rand -hex 32'.");

    /// <summary>The settings as <see cref="CachedMethodInfo"/> shows them.</summary>
    internal CachedMethodInfo AddTo(CachedMethodInfo info) => info with
    {
        SwrEnabled = SwrEnabled,
        SwrThresholdRatio = SwrThresholdRatio,
        StaleFor = StaleFor,
        BackgroundRefresh = BackgroundRefresh,
        FailSafe = FailSafe,
        SoftTimeout = SoftTimeout,
        HardTimeout = HardTimeout,
        LockEnabled = LockEnabled,
        LockWait = LockWait ?? PresetPolicies.LockWait,
        Sliding = Sliding,
        Jitter = Jitter,
        Priority = Priority,
        LocalEnabled = LocalEnabled,
        LocalMaxSizeMb = LocalBudget / BytesPerMb,
        InvalidationEnabled = InvalidationEnabled,
        NamespaceIndex = NamespaceIndex,
    };

    /// <summary>This policy in the place of another one that is in use: what stored entries, memory, messages and markers were set up for stays as it was.</summary>
    /// <param name="used">The other one.</param>
    /// <param name="keepsStaleFor">Whether the backend keeps entries longer by the stale window: what is left of an entry's life is only right with the window it was stored with.</param>
    internal MethodPolicy InPlaceOf(MethodPolicy used, bool keepsStaleFor) => this with
    {
        StaleFor = keepsStaleFor ? used.StaleFor : StaleFor,
        LocalEnabled = used.LocalEnabled,
        LocalBudget = used.LocalBudget,
        Priority = used.Priority,
        InvalidationEnabled = used.InvalidationEnabled,
        NamespaceIndex = used.NamespaceIndex,
    };

    internal TimeSpan? LifeOf(bool isNull) => isNull ? NullTtl : Ttl;

    /// <summary>The attributes' settings before those of code and configuration.</summary>
    private readonly struct PolicySources(CachePolicyOptions declared, IReadOnlyList<CachePolicyOptions> options)
    {
        internal T? Get<T>(Func<CachePolicyOptions, T?> setting)
            where T : struct
        {
            if (setting(declared) is { } explicitly)
            {
                return explicitly;
            }

            foreach (var source in options)
            {
                if (setting(source) is { } value)
                {
                    return value;
                }
            }

            return null;
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
