using System.Diagnostics;
using Cachekit.Flights;
using Cachekit.Pipeline;
using Cachekit.Telemetry;

namespace Cachekit.CompilerServices;

// Where counts, activities and logs of calls begin and end; what they are is in the folder Telemetry.
public sealed partial class MethodCache<TKey, TValue>
{
    MethodTelemetry IBoundMethod.Telemetry => _telemetry;

    private MethodTelemetry CreateTelemetry(CachekitRuntime runtime) => runtime.Telemetry.Method(
        new MethodIdentity(_definition.Method, _definition.Namespace, _port?.Name, _definition.Preset, _policy.IsSecure),
        _store,
        _store is null ? null : runtime.LocalNamespace(_definition.Namespace, _policy, _definition.Method));

    private void BeginTrace(Flight<TKey, TValue> flight)
    {
        flight.Trace = _telemetry.Begin(flight.Replaces ? CallKind.Refresh : CallKind.Get);
        Describe(flight);
    }

    private void BeginRefreshTrace(Flight<TKey, TValue> flight, ActivityContext trigger)
    {
        _telemetry.RefreshStarted();
        flight.Trace = _telemetry.BeginRefresh(trigger);
        Describe(flight);
    }

    private void Describe(Flight<TKey, TValue> flight)
    {
        if (flight.Trace.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag(TagNames.KeyDigest, KeyDigest.Of(flight.TextKey ?? _keys.Create(flight.Key)));
        }
    }

    private void EndTrace(Flight<TKey, TValue> flight, CacheLayer layer, Exception? failure)
    {
        if (_telemetry.End(flight.Trace, layer, failure) is { } duration)
        {
            _telemetry.LogCall(Digest(flight.Key, flight.TextKey), layer, duration, failure);
        }
    }
}
