using System.Collections.Concurrent;
using System.ComponentModel;
using Cachekit.Configuration;
using Cachekit.Flights;
using Cachekit.Invalidation;
using Cachekit.Keys;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Serialization;
using Cachekit.Storage;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;

namespace Cachekit.CompilerServices;

/// <summary>A cached method in one runtime: generated code calls it with typed keys and bodies.</summary>
/// <remarks>
/// A call goes down the layers: memory (<c>.Local</c>), the flight that concurrent callers share (<c>.Flights</c>), the backend
/// (<c>.Backend</c>), the body, and up again (<c>.Keeping</c>); <c>.Secrets</c> is what encryption adds to them. <c>.Async</c> and <c>.Sync</c> are the two ways through; they share everything that
/// does not wait. <c>.Handle</c> and <c>.Invalidation</c> are what the typed handles do; <c>.Changes</c> takes over changed settings.
/// </remarks>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">What the method returns, without its task.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class MethodCache<TKey, TValue> : IBoundMethod
    where TKey : struct, ICacheKey<TKey>
{
    private readonly LocalStore<TKey, TValue>? _store;
    private readonly bool _holdsObjects;
    private readonly CachedMethodDefinition<TValue> _definition;
    private readonly ValueCodec<TValue> _codec;
    private readonly KeyFormat _keys;
    private readonly EntryFormat _entries;
    private readonly string _defaultTenant;
    private readonly BackendPort? _port;
    private readonly Marker? _methodMarker;
    private readonly Marker? _namespaceMarker;
    private readonly CoarseClock _clock;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CachekitRuntime _runtime;
    private readonly ConcurrentDictionary<TKey, Flight<TKey, TValue>> _flights = new();
    private readonly MethodTelemetry _telemetry;

    // These change with the settings (MethodCache.Changes). A call may see some from before and some from after: each is right by itself.
    private MethodPolicy _policy;
    private LockTimes _lockTimes;
    private bool _ages;
    private bool _keepsStale;
    private bool _servesStale;
    private int _undecodableSeen;

    internal MethodCache(CachedMethodDefinition<TValue> definition, CachekitRuntime runtime)
    {
        _definition = definition;
        _codec = definition.Codec;
        _policy = MethodPolicy.Resolve(definition, runtime.Settings);
        _holdsObjects = definition.Storage != ValueStorage.Bytes && !_policy.IsSecure;
        _port = runtime.PortFor(definition.Preset, definition.Backend, definition.Method);
        _entries = EntryFormats.Create(_policy, runtime, _port?.KeyPrefix ?? "", definition.Method);
        _defaultTenant = runtime.Settings.Encryption.Tenant;
        _clock = runtime.Clock;
        _timeProvider = runtime.TimeProvider;
        _logger = runtime.Logger;
        _runtime = runtime;
        _lockTimes = CreateLockTimes(_policy);
        if (definition.Interop is { } operation)
        {
            _keys = new InteropKeyFormat(definition.Namespace, operation, definition.Method);
            InteropGuard.Require(definition, runtime, _port, IsTagged);
        }
        else
        {
            var keys = CacheKeyFormat.ForKeyName(definition.Namespace, definition.KeyName, _policy.HasIntegrity);
            _keys = keys;
            _methodMarker = _port?.Marker(keys.CreateMarker());
            _namespaceMarker = _policy.NamespaceIndex ? _port?.Marker(CacheKeyText.CreateMarker(definition.Namespace)) : null;
        }

        if (_port is not null)
        {
            var hub = runtime.HubFor(_port.Backend);
            _tagMarkers = hub.Tags;
            _scope = ScopeOf();
            _namespaceScope = TargetHash.OfNamespace(definition.Namespace);
            _hub = _policy.InvalidationEnabled ? hub : null;
        }

        if (_policy.LocalEnabled)
        {
            _store = new LocalStore<TKey, TValue>(runtime.LocalNamespace(definition.Namespace, _policy, definition.Method), _clock) { Priority = _policy.Priority };
        }

        _telemetry = CreateTelemetry(runtime);
        DeriveFromPolicy();

        // The last step: messages may come from here on.
        _hub?.Register(this, definition.Namespace, new[] { _methodMarker?.Key, _namespaceMarker?.Key }.OfType<string>());
    }

    /// <summary>The settings that apply, and what happened so far.</summary>
    public CachedMethodInfo Info => _policy.AddTo(new()
    {
        Method = _definition.Method,
        Namespace = _definition.Namespace,
        Preset = _definition.Preset,
        Ttl = _policy.Ttl,
        NullTtl = _policy.NullTtl,
        CacheNulls = _policy.CacheNulls,
        Backend = _port?.Name,
        HoldsObjects = _holdsObjects,
        LocalEntries = _store?.Count ?? 0,
        LocalBytes = _store?.Bytes ?? 0,
        LocalHits = _telemetry.LocalHits,
        BackendHits = _telemetry.Read(MethodCounter.BackendHits),
        Misses = _telemetry.Read(MethodCounter.Misses),
        IsSecure = _policy.IsSecure,
        PreviousKeyReads = _telemetry.Read(MethodCounter.PreviousKeyReads),
        DecryptionFailures = _telemetry.DecryptFailuresInAll,
        StaleHits = _telemetry.Read(MethodCounter.StaleLocalHits) + _telemetry.Read(MethodCounter.StaleBackendHits),
        Refreshes = _telemetry.Read(MethodCounter.RefreshesSucceeded),
        RefreshFailures = _telemetry.Read(MethodCounter.RefreshesFailed),
        RefreshesSkipped = _telemetry.RefreshesSkippedInAll,
        FailSafeHits = _telemetry.Read(MethodCounter.FailSafeServed),
        SoftTimeouts = _telemetry.Read(MethodCounter.SoftTimeouts),
        HardTimeouts = _telemetry.Read(MethodCounter.HardTimeouts),
        LockWaits = _telemetry.Read(MethodCounter.LockWaits),
        BodyRuns = _telemetry.Read(MethodCounter.BodyRuns),
        BodyFailures = _telemetry.Read(MethodCounter.BodyFailures),
        Invalidations = _telemetry.InvalidationsInAll,
        Evictions = _store?.Evicted ?? 0,
        LocalLimitBytes = _telemetry.Local?.Budget,
        AverageBackendLatency = _telemetry.AverageBackendLatency,
        LastOperationAt = _telemetry.LastOperationAt,
        StreamsNotRecorded = Volatile.Read(ref _streamsNotRecorded),
    });

    string? IBoundMethod.Namespace => _definition.Namespace;

    ICacheBackend? IBoundMethod.Backend => _port?.Backend;

    bool IBoundMethod.LeavesSharedEntries => LeavesSharedEntries;

    /// <summary>The key of an entry in a backend.</summary>
    /// <param name="key">The arguments.</param>
    /// <exception cref="CacheKeyException">An argument has no form in a key.</exception>
    public string GetKey(TKey key) => _keys.Create(in key);

    private bool IsInterop => _policy.Interop is not null;

    private bool LeavesSharedEntries => _port is { CanDeleteByPrefix: false } && !_entries.HasStamp;

    private TValue Decode(ReadOnlySpan<byte> encoded) => IsInterop ? Payload.DecodeInterop(_codec, encoded) : Payload.Decode(_codec, encoded);

    /// <summary>The text key where a backend or encryption needs it; without one, the same arguments are refused all the same.</summary>
    private string? TextKey(in TKey key)
    {
        if (IsTagged)
        {
            // A tag that is none is found before the body runs.
            _ = ((ITaggedKey)key).GetTags();
        }

        if (_entries.IsSecret)
        {
            var textKey = _keys.Create(in key);
            _entries.Verify(ContextOf(in key, textKey), _definition.Method);
            return textKey;
        }

        if (_port is not null)
        {
            return _keys.Create(in key);
        }

        _keys.Verify(in key);
        return null;
    }

    private string Digest(in TKey key, string? textKey) => _telemetry.Loggable(textKey ?? _keys.Create(in key));
}
